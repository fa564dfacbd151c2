package dev.thruway.cli.main;

import dev.thruway.domain.spec.Bmc;
import dev.thruway.domain.spec.Endpoint;
import dev.thruway.domain.spec.Esxi;
import dev.thruway.domain.spec.Guest;
import dev.thruway.domain.spec.GuestAccess;
import dev.thruway.domain.spec.Spec;
import java.util.HashMap;
import java.util.Map;

/// What a file calls the machines that connections lead to.
final class EndpointNames {

    private final Map<Object, String> names = new HashMap<>();

    EndpointNames(Spec spec) {
        spec.vcenters().forEach(v -> names.put(v.endpoint(), v.name()));
        for (var server : spec.servers()) {
            server.bmc().map(Bmc::endpoint).ifPresent(e -> names.put(e, server.name()));
            if (server.esxi().orElse(null) instanceof Esxi.Standalone(var endpoint)) {
                names.put(endpoint, server.name());
            }
        }
        for (var vm : spec.vms()) {
            if (vm.guest().map(Guest::access).orElse(null) instanceof GuestAccess.Ssh ssh) {
                names.put(ssh, vm.name());
            }
        }
    }

    String of(Endpoint endpoint) {
        return names.getOrDefault(endpoint, endpoint.url().getHost());
    }

    String of(GuestAccess.Ssh ssh) {
        return names.getOrDefault(ssh, ssh.host());
    }
}
