package dev.thruway.cli.capture;

import dev.thruway.cli.capture.Names.Kind;
import dev.thruway.domain.spec.Esxi;
import dev.thruway.domain.spec.GpuWish;
import dev.thruway.domain.spec.PassthroughWish;
import dev.thruway.domain.spec.Placement;
import dev.thruway.domain.spec.Server;
import dev.thruway.domain.spec.Spec;
import dev.thruway.domain.spec.Vcenter;
import dev.thruway.domain.spec.Vm;
import dev.thruway.engine.capture.CapturedServer;
import dev.thruway.engine.capture.CapturedVcenter;
import dev.thruway.engine.capture.CapturedWorld;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What a file wants of a captured world, in the names of its copy. What was not captured is not in
/// it, nor is a BMC that the copy has not.
final class SpecNames {

    private final Names names;
    private final Set<String> servers;
    private final Set<String> bmcs;
    private final Set<String> vcenters;

    SpecNames(Names names, CapturedWorld world) {
        this.names = names;
        this.servers =
                world.servers().stream().map(CapturedServer::name).collect(Collectors.toSet());
        this.bmcs =
                world.servers().stream()
                        .filter(s -> ServerTree.bmc(s).isPresent())
                        .map(CapturedServer::name)
                        .collect(Collectors.toSet());
        this.vcenters =
                world.vcenters().stream().map(CapturedVcenter::name).collect(Collectors.toSet());
    }

    Spec of(Spec spec) {
        return new Spec(
                spec.vcenters().stream()
                        .filter(v -> vcenters.contains(v.name()))
                        .map(v -> new Vcenter(names.of(Kind.VCENTER, v.name()), v.endpoint()))
                        .toList(),
                spec.servers().stream()
                        .filter(s -> servers.contains(s.name()))
                        .map(this::server)
                        .toList(),
                spec.vms().stream().filter(this::isHere).map(this::vm).toList(),
                spec.policy());
    }

    private Server server(Server server) {
        return new Server(
                names.of(Kind.SERVER, server.name()),
                server.esxi().map(this::esxi),
                server.bmc().filter(_ -> bmcs.contains(server.name())),
                server.passthrough().stream()
                        .map(p -> new PassthroughWish(p.cards(), label(p.label())))
                        .toList(),
                server.gpuFirmware(),
                server.policy());
    }

    private Esxi esxi(Esxi esxi) {
        return switch (esxi) {
            case Esxi.Standalone alone -> alone;
            case Esxi.UnderVcenter(var vcenter, var host) ->
                    new Esxi.UnderVcenter(
                            names.of(Kind.VCENTER, vcenter), names.of(Kind.HOST, host));
        };
    }

    private Optional<String> label(Optional<String> label) {
        return label.map(l -> names.of(Kind.LABEL, l));
    }

    private boolean isHere(Vm vm) {
        return switch (vm.placement()) {
            case Placement.OnServer(var server) -> servers.contains(server);
            case Placement.InCluster(var vcenter, _) -> vcenters.contains(vcenter);
        };
    }

    private Vm vm(Vm vm) {
        return new Vm(
                names.of(Kind.VM, vm.name()),
                placement(vm.placement()),
                vm.path().map(this::path),
                vm.gpus().stream().map(this::wish).toList(),
                vm.secureBoot(),
                vm.firmwareConversion(),
                vm.guest());
    }

    private Placement placement(Placement placement) {
        return switch (placement) {
            case Placement.OnServer(var server) ->
                    new Placement.OnServer(names.of(Kind.SERVER, server));
            case Placement.InCluster(var vcenter, var cluster) ->
                    new Placement.InCluster(
                            names.of(Kind.VCENTER, vcenter), names.of(Kind.CLUSTER, cluster));
        };
    }

    /// `/folder/datacenter/vm/folder/name`.
    private String path(String path) {
        var parts = path.split("/", -1);
        int all = Math.max(2, 2 + List.of(parts).subList(2, parts.length).indexOf("vm"));
        for (int i = 1; i < parts.length; i++) {
            var kind =
                    i == all - 1 ? Kind.DATACENTER : i == parts.length - 1 ? Kind.VM : Kind.FOLDER;
            parts[i] = i == all ? parts[i] : names.of(kind, parts[i]);
        }
        return String.join("/", parts);
    }

    private GpuWish wish(GpuWish wish) {
        return switch (wish) {
            case GpuWish.Fixed fixed -> fixed;
            case GpuWish.Dynamic(var model, var label, var count) ->
                    new GpuWish.Dynamic(model, label(label), count);
        };
    }
}
