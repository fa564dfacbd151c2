package dev.thruway.cli.lab;

import dev.thruway.domain.spec.Bmc;
import dev.thruway.domain.spec.Endpoint;
import dev.thruway.domain.spec.Esxi;
import dev.thruway.domain.spec.Guest;
import dev.thruway.domain.spec.GuestAccess;
import dev.thruway.domain.spec.HostKey;
import dev.thruway.domain.spec.Placement;
import dev.thruway.domain.spec.Policy;
import dev.thruway.domain.spec.PolicyOverride;
import dev.thruway.domain.spec.SecretRef;
import dev.thruway.domain.spec.Server;
import dev.thruway.domain.spec.Spec;
import dev.thruway.domain.spec.Trust;
import dev.thruway.domain.spec.Vcenter;
import dev.thruway.domain.spec.Vm;
import dev.thruway.lab.LabEndpoint;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// A recorded file, led to the machines that repeat the recording. What was not recorded is left
/// out: nobody would answer there.
final class ReplayFile {

    private final List<LabEndpoint> endpoints;
    private final LabVariables variables;

    ReplayFile(List<LabEndpoint> endpoints) {
        this.endpoints = List.copyOf(endpoints);
        this.variables = new LabVariables(endpoints);
    }

    Spec of(Spec recorded) {
        var vcenters =
                recorded.vcenters().stream()
                        .flatMap(v ->
                                find(LabEndpoint.Kind.VCENTER, v.name())
                                        .map(e -> new Vcenter(v.name(), https(e)))
                                        .stream())
                        .toList();
        var servers = recorded.servers().stream().flatMap(s -> server(s).stream()).toList();
        var vms =
                recorded.vms().stream()
                        .filter(vm -> isPlaced(vm, vcenters, servers))
                        .map(this::vm)
                        .toList();
        return new Spec(vcenters, servers, vms, recorded.policy());
    }

    /// For a recording without a file, as `GOVC_URL` gives: what it has of servers.
    Spec ofEndpoints() {
        var servers =
                endpoints.stream()
                        .filter(e -> e.kind() == LabEndpoint.Kind.ESXI)
                        .map(e ->
                                new Server(
                                        e.name(),
                                        Optional.of(new Esxi.Standalone(https(e))),
                                        Optional.empty(),
                                        List.of(),
                                        new TreeMap<>(),
                                        PolicyOverride.NONE))
                        .toList();
        var vcenters =
                endpoints.stream()
                        .filter(e -> e.kind() == LabEndpoint.Kind.VCENTER)
                        .map(e -> new Vcenter(e.name(), https(e)))
                        .toList();
        return new Spec(vcenters, servers, List.of(), Policy.DEFAULT);
    }

    private Optional<LabEndpoint> find(LabEndpoint.Kind kind, String name) {
        return endpoints.stream()
                .filter(e -> e.kind() == kind && e.name().equals(name))
                .findFirst();
    }

    private Endpoint https(LabEndpoint e) {
        return new Endpoint(
                e.url(),
                e.username(),
                new SecretRef.Env(variables.of(e)),
                Trust.Thumbprint.parse(e.thumbprint()).orElseThrow());
    }

    private Optional<Server> server(Server server) {
        var esxi = server.esxi().flatMap(e -> esxi(server.name(), e));
        var bmc =
                server.bmc()
                        .flatMap(b ->
                                find(LabEndpoint.Kind.BMC, server.name())
                                        .map(e -> new Bmc(https(e), b.auth())));
        return esxi.isEmpty() && bmc.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Server(
                                server.name(),
                                esxi,
                                bmc,
                                server.passthrough(),
                                server.gpuFirmware(),
                                server.policy()));
    }

    private Optional<Esxi> esxi(String server, Esxi esxi) {
        return switch (esxi) {
            case Esxi.Standalone _ ->
                    find(LabEndpoint.Kind.ESXI, server).map(e -> new Esxi.Standalone(https(e)));
            case Esxi.UnderVcenter(var vcenter, _) ->
                    find(LabEndpoint.Kind.VCENTER, vcenter).map(_ -> esxi);
        };
    }

    private static boolean isPlaced(Vm vm, List<Vcenter> vcenters, List<Server> servers) {
        return switch (vm.placement()) {
            case Placement.OnServer(var name) ->
                    servers.stream().anyMatch(s -> s.name().equals(name));
            case Placement.InCluster(var vcenter, _) ->
                    vcenters.stream().anyMatch(v -> v.name().equals(vcenter));
        };
    }

    private Vm vm(Vm vm) {
        var guest =
                vm.guest()
                        .flatMap(g ->
                                find(LabEndpoint.Kind.SSH, vm.name())
                                        .map(e -> new Guest(ssh(e), g.driver())));
        return new Vm(
                vm.name(),
                vm.placement(),
                vm.path(),
                vm.gpus(),
                vm.secureBoot(),
                vm.firmwareConversion(),
                guest);
    }

    private GuestAccess ssh(LabEndpoint e) {
        var password = Optional.<SecretRef>of(new SecretRef.Env(variables.of(e)));
        return new GuestAccess.Ssh(
                e.url().getHost(),
                e.url().getPort(),
                new GuestAccess.Login(e.username(), Optional.empty(), password),
                new HostKey.Fingerprint(e.thumbprint()),
                password,
                Optional.empty());
    }
}
