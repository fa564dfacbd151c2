package dev.thruway.domain.plan;

import dev.thruway.domain.observation.Observation;
import dev.thruway.domain.observation.RunningVm;
import dev.thruway.domain.observation.ServerObservation;
import dev.thruway.domain.observation.UnderVcenter;
import dev.thruway.domain.spec.Esxi;
import dev.thruway.domain.spec.Server;
import dev.thruway.domain.spec.Spec;
import java.util.Optional;

/// The vCenter through which a host is reached, where it runs in a VM of that very host.
final class OwnVcenter {

    private OwnVcenter() {}

    /// Whether it is this VM: by the name or address that the file reaches it by, or by the name
    /// that it calls itself.
    static boolean runsIn(RunningVm vm, Server server, Spec spec, Observation seen) {
        return switch (server.esxi().orElse(null)) {
            case Esxi.UnderVcenter(String vcenter, _) ->
                    spec.vcenters().stream()
                                    .filter(v -> v.name().equals(vcenter))
                                    .map(v -> String.valueOf(v.endpoint().url().getHost()))
                                    .anyMatch(vm::isCalled)
                            || ownName(server, seen).filter(vm::isCalled).isPresent();
            case Esxi.Standalone _ -> false;
            case null -> false;
        };
    }

    private static Optional<String> ownName(Server server, Observation seen) {
        return Optional.ofNullable(seen.servers().get(server.name()))
                .flatMap(ServerObservation::under)
                .flatMap(UnderVcenter::ownName);
    }
}
