package dev.thruway.engine.observe;

import dev.thruway.domain.Knowledge;
import dev.thruway.domain.condition.Target;
import dev.thruway.domain.observation.BmcObservation;
import dev.thruway.domain.observation.ClusterObservation;
import dev.thruway.domain.observation.GuestObservation;
import dev.thruway.domain.observation.HostObservation;
import dev.thruway.domain.observation.Observation;
import dev.thruway.domain.observation.Observed;
import dev.thruway.domain.observation.PowerOnLog;
import dev.thruway.domain.observation.ServerObservation;
import dev.thruway.domain.observation.UnderVcenter;
import dev.thruway.domain.observation.VmObservation;
import dev.thruway.domain.observation.VmState;
import dev.thruway.domain.plan.HardwareNeed;
import dev.thruway.domain.spec.Bmc;
import dev.thruway.domain.spec.Esxi;
import dev.thruway.domain.spec.Placement;
import dev.thruway.domain.spec.Server;
import dev.thruway.domain.spec.Spec;
import dev.thruway.domain.spec.Vm;
import dev.thruway.domain.text.Phrase;
import dev.thruway.engine.Causes;
import dev.thruway.engine.bmc.BmcReader;
import dev.thruway.engine.connect.Connections;
import dev.thruway.engine.connect.Lasting;
import dev.thruway.engine.connect.PlacedVm;
import dev.thruway.engine.guest.GuestReader;
import dev.thruway.engine.host.ClusterSurvey;
import dev.thruway.engine.host.HostReader;
import dev.thruway.engine.run.StepFailed;
import dev.thruway.engine.vm.PowerOnLogs;
import dev.thruway.engine.vm.VmReader;
import dev.thruway.guest.GuestException;
import dev.thruway.redfish.RedfishException;
import dev.thruway.vsphere.client.VsphereException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// One look at the world, as far as some targets need it. What cannot be read becomes *unknown*
/// with its cause; nothing is thrown for it.
public final class Observer {

    private static final Observed<GuestObservation> OFF =
            Observed.unknown(Phrase.of("condition.vm-off"));

    private final Spec spec;
    private final Connections connections;
    private final Knowledge knowledge;

    public Observer(Spec spec, Connections connections, Knowledge knowledge) {
        this.spec = spec;
        this.connections = connections;
        this.knowledge = knowledge;
    }

    /// Looks at the wanted targets, at the servers of wanted VMs, and at the clusters of wanted VMs
    /// with those of the file's servers that may be in them. Other VMs of the file there are looked
    /// at as well, without their guests: they may hold a card. Throws [CancellationException] where
    /// the thread is interrupted.
    public Observation look(Predicate<Target> wanted) {
        connections.beginLook();
        return look(wanted, Lasting.Look.FIRST);
    }

    /// As [#look(Predicate)], soon after it, for the same targets: what cannot have changed since
    /// is not read again.
    public Observation lookAgain(Predicate<Target> wanted) {
        connections.beginLookAgain();
        return look(wanted, Lasting.Look.AGAIN);
    }

    private Observation look(Predicate<Target> wanted, Lasting.Look look) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var servers = new TreeMap<String, Pending<ServerObservation>>();
            var vms = new TreeMap<String, Pending<VmObservation>>();
            var around = clusters(wanted);
            for (var server : spec.servers()) {
                if (needed(server, wanted, around.values())) {
                    servers.put(server.name(), server(server, threads, look));
                    for (var vm : spec.vmsOn(server)) {
                        vms.put(vm.name(), pending(() -> vm(vm, wanted, look), threads));
                    }
                }
            }
            var clusters = new TreeMap<String, Pending<Observed<ClusterObservation>>>();
            around.forEach((key, cluster) ->
                    clusters.put(key, pending(() -> attempt(() -> cluster(cluster)), threads)));
            for (var vm : spec.vms()) {
                if (vm.placement() instanceof Placement.InCluster in
                        && around.containsKey(in.key())) {
                    vms.put(vm.name(), pending(() -> vm(vm, wanted, look), threads));
                }
            }
            return new Observation(joined(servers), joined(vms), joined(clusters)).namedAsInFile();
        }
    }

    /// A look that another thread takes.
    private interface Pending<T> {
        T join();
    }

    private static <T> Pending<T> pending(Supplier<T> look, Executor threads) {
        var result = CompletableFuture.supplyAsync(look, threads);
        return () -> {
            try {
                return result.get();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CancellationException("interrupted");
            } catch (ExecutionException e) {
                throw new CompletionException(e.getCause());
            }
        };
    }

    private static <T> SortedMap<String, T> joined(Map<String, Pending<T>> looks) {
        var all = new TreeMap<String, T>();
        looks.forEach((name, look) -> all.put(name, look.join()));
        return all;
    }

    private boolean needed(
            Server server, Predicate<Target> wanted, Collection<Placement.InCluster> clusters) {
        return wanted.test(Target.server(server.name()))
                || spec.vmsOn(server).stream().map(vm -> Target.vm(vm.name())).anyMatch(wanted)
                || clusters.stream().anyMatch(c -> mayBeIn(server, c));
    }

    /// Which cluster a server is in is not known before it is read.
    private static boolean mayBeIn(Server server, Placement.InCluster cluster) {
        return server.esxi().orElse(null) instanceof Esxi.UnderVcenter(var vcenter, _)
                && vcenter.equals(cluster.vcenter());
    }

    /// Those of wanted VMs, by their keys.
    private SortedMap<String, Placement.InCluster> clusters(Predicate<Target> wanted) {
        var clusters = new TreeMap<String, Placement.InCluster>();
        for (var vm : spec.vms()) {
            if (vm.placement() instanceof Placement.InCluster cluster
                    && wanted.test(Target.vm(vm.name()))) {
                clusters.put(cluster.key(), cluster);
            }
        }
        return clusters;
    }

    private ClusterObservation cluster(Placement.InCluster cluster) {
        return new ClusterSurvey(connections.cluster(cluster), cluster.vcenter()).read();
    }

    /// BMC and host at the same time: a BMC takes seconds where a host takes milliseconds.
    private Pending<ServerObservation> server(Server server, Executor threads, Lasting.Look look) {
        var bmc = server.bmc().map(b -> pending(() -> attempt(() -> bmc(b)), threads));
        var host =
                server.esxi().map(_ -> pending(() -> attempt(() -> host(server, look)), threads));
        return () -> {
            var seen = host.map(Pending::join);
            return new ServerObservation(
                    server.name(), bmc.map(Pending::join), seen, under(server, seen));
        };
    }

    /// The cluster was read on the way to the host.
    private Optional<UnderVcenter> under(Server server, Optional<Observed<HostObservation>> host) {
        return server.esxi().orElse(null) instanceof Esxi.UnderVcenter(var vcenter, _)
                ? host.map(seen ->
                        new UnderVcenter(
                                vcenter,
                                seen.flatMap(
                                        _ -> attempt(() -> connections.host(server).cluster())),
                                seen.flatMap(_ -> attempt(() -> connections.ownName(vcenter)))
                                        .known()
                                        .flatMap(name -> name)))
                : Optional.empty();
    }

    private BmcObservation bmc(Bmc bmc) {
        return new BmcReader(connections.bmc(bmc)).read();
    }

    private HostObservation host(Server server, Lasting.Look look) {
        return new HostReader(connections.host(server)).read(look);
    }

    private VmObservation vm(Vm vm, Predicate<Target> wanted, Lasting.Look look) {
        boolean asked = wanted.test(Target.vm(vm.name()));
        var found = attempt(() -> connections.placed(vm).map(p -> found(vm, p, asked, look)));
        var state = found.map(f -> f.map(Found::state));
        var logs = found.flatMap(f -> f.map(Found::logs).orElse(PowerOnLogs.NONE));
        if (vm.guest().isEmpty() || !asked) {
            return new VmObservation(vm.name(), state, Optional.empty(), logs);
        }
        var guest = state.flatMap(s -> isOn(s) ? attempt(() -> guest(vm)) : OFF);
        return new VmObservation(vm.name(), state, Optional.of(guest), logs);
    }

    private record Found(VmState state, Observed<List<PowerOnLog>> logs) {}

    private Found found(Vm vm, PlacedVm placed, boolean asked, Lasting.Look look) {
        var state = state(vm, new VmReader(placed.host(), placed.vm()), look);
        return new Found(
                state, asked ? PowerOnLogs.of(placed, state, look, knowledge) : PowerOnLogs.NONE);
    }

    private static boolean isOn(Optional<VmState> vm) {
        return vm.filter(s -> s.power() == VmState.Power.ON).isPresent();
    }

    /// What hardware the host offers is asked only where the VM may need another.
    private static VmState state(Vm vm, VmReader reader, Lasting.Look look) {
        var state = reader.read(look);
        int most = vm.gpuCount() + state.devices().size();
        return HardwareNeed.unmet(vm, state, most).isEmpty()
                ? state
                : state.withHardware(state.hardware().offering(attempt(reader::offeredHardware)));
    }

    private GuestObservation guest(Vm vm) {
        var shell =
                connections
                        .guest(vm)
                        .orElseThrow(() ->
                                new StepFailed(Phrase.of("unread.tools-not-yet", "vm", vm.name())));
        return new GuestReader(shell, knowledge).read();
    }

    /// The server that a VM of the file is put on.
    public static Optional<Server> serverOf(Spec spec, Vm vm) {
        return switch (vm.placement()) {
            case Placement.OnServer(var name) -> spec.server(name);
            case Placement.InCluster _ -> Optional.empty();
        };
    }

    /// What a read finds; *unknown* with its cause where it fails.
    public static <T> Observed<T> attempt(Supplier<T> read) {
        try {
            return Observed.of(read.get());
        } catch (VsphereException | RedfishException | GuestException | StepFailed e) {
            return Observed.unknown(Causes.of(e));
        }
    }
}
