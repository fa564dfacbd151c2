package dev.thruway.cli.lab;

import dev.thruway.domain.spec.Bmc;
import dev.thruway.domain.spec.Endpoint;
import dev.thruway.domain.spec.Esxi;
import dev.thruway.domain.spec.Guest;
import dev.thruway.domain.spec.GuestAccess;
import dev.thruway.domain.spec.HostKey;
import dev.thruway.domain.spec.Policy;
import dev.thruway.domain.spec.PolicyOverride;
import dev.thruway.domain.spec.SecretRef;
import dev.thruway.domain.spec.Server;
import dev.thruway.domain.spec.Spec;
import dev.thruway.domain.spec.Trust;
import dev.thruway.domain.spec.Vcenter;
import dev.thruway.domain.spec.Vm;
import dev.thruway.lab.LabEndpoint;
import dev.thruway.spec.SpecReader;
import dev.thruway.spec.SpecResult;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// A recorded file, led to the machines that repeat the recording. For what was not recorded it
/// names a place at which nobody answers.
final class ReplayFile {

    private final List<LabEndpoint> endpoints;
    private final LabAccess access;
    private final FileNames names;

    ReplayFile(List<LabEndpoint> endpoints) {
        this.endpoints = List.copyOf(endpoints);
        this.access = new LabAccess(endpoints);
        this.names = FileNames.of(endpoints);
    }

    /// The file of a scenario or a recording, led to the endpoints; empty where it is no file of
    /// this version.
    ///
    /// @param home what `~` means in it
    Optional<Spec> of(String text, Path home) {
        return switch (SpecReader.parse(text, home)) {
            case SpecResult.Read(var spec, _, _) -> Optional.of(of(spec));
            case SpecResult.Refused _ -> Optional.empty();
        };
    }

    Spec of(Spec recorded) {
        return new Spec(
                recorded.vcenters().stream()
                        .map(v ->
                                new Vcenter(
                                        v.name(), https(find(LabEndpoint.Kind.VCENTER, v.name()))))
                        .toList(),
                recorded.servers().stream().map(this::server).toList(),
                recorded.vms().stream().map(this::vm).toList(),
                recorded.policy());
    }

    /// For a recording without a file, as `GOVC_URL` gives: what it has of servers.
    Spec ofEndpoints() {
        var servers =
                access.all(LabEndpoint.Kind.ESXI).stream()
                        .map(e ->
                                new Server(
                                        names.of(e.name()),
                                        Optional.of(new Esxi.Standalone(https(e))),
                                        Optional.empty(),
                                        List.of(),
                                        new TreeMap<>(),
                                        PolicyOverride.NONE))
                        .toList();
        var vcenters =
                access.all(LabEndpoint.Kind.VCENTER).stream()
                        .map(e -> new Vcenter(names.of(e.name()), https(e)))
                        .toList();
        return new Spec(vcenters, servers, List.of(), Policy.DEFAULT);
    }

    private LabEndpoint find(LabEndpoint.Kind kind, String name) {
        return access.find(kind, name).orElseGet(() -> nobody(kind, name));
    }

    /// Where a machine is looked for that was not recorded: at a port on which nobody listens.
    private LabEndpoint nobody(LabEndpoint.Kind kind, String name) {
        var any = endpoints.getFirst();
        return new LabEndpoint(
                kind,
                name,
                URI.create((kind == LabEndpoint.Kind.SSH ? "ssh" : "https") + "://127.0.0.1:1"),
                any.username(),
                any.password(),
                "");
    }

    private boolean isRecorded(LabEndpoint e) {
        return endpoints.contains(e);
    }

    /// Of nobody the password of any: it is asked for before anybody is.
    private SecretRef password(LabEndpoint e) {
        return access.password(isRecorded(e) ? e : endpoints.getFirst());
    }

    private Endpoint https(LabEndpoint e) {
        return isRecorded(e)
                ? access.https(e)
                : new Endpoint(e.url(), e.username(), password(e), new Trust.Insecure());
    }

    private Server server(Server server) {
        return new Server(
                server.name(),
                server.esxi().map(e -> esxi(server.name(), e)),
                server.bmc()
                        .map(b ->
                                new Bmc(
                                        https(find(LabEndpoint.Kind.BMC, server.name())),
                                        b.auth())),
                server.passthrough(),
                server.gpuFirmware(),
                server.policy());
    }

    private Esxi esxi(String server, Esxi esxi) {
        return switch (esxi) {
            case Esxi.Standalone _ ->
                    new Esxi.Standalone(https(find(LabEndpoint.Kind.ESXI, server)));
            case Esxi.UnderVcenter under -> under;
        };
    }

    private Vm vm(Vm vm) {
        return new Vm(
                vm.name(),
                vm.placement(),
                vm.path(),
                vm.gpus(),
                vm.secureBoot(),
                vm.firmwareConversion(),
                vm.guest()
                        .map(g ->
                                new Guest(ssh(find(LabEndpoint.Kind.SSH, vm.name())), g.driver())));
    }

    private GuestAccess ssh(LabEndpoint e) {
        if (isRecorded(e)) {
            return access.ssh(e);
        }
        var password = Optional.of(password(e));
        return new GuestAccess.Ssh(
                e.url().getHost(),
                e.url().getPort(),
                new GuestAccess.Login(e.username(), Optional.empty(), password),
                HostKey.Fingerprint.parse("SHA256:" + "A".repeat(43)).orElseThrow(),
                password,
                Optional.empty());
    }
}
