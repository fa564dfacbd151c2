package dev.thruway.engine.preflight;

import static dev.thruway.domain.check.Privileges.upgrading;

import dev.thruway.domain.check.HostFacts;
import dev.thruway.domain.check.HostMemory;
import dev.thruway.domain.check.PowerOnFacts;
import dev.thruway.domain.check.PreflightFacts;
import dev.thruway.domain.check.VmFacts;
import dev.thruway.domain.check.VmFacts.Trait;
import dev.thruway.domain.condition.Target;
import dev.thruway.domain.observation.HostObservation;
import dev.thruway.domain.observation.Observation;
import dev.thruway.domain.observation.Observed;
import dev.thruway.domain.observation.ServerObservation;
import dev.thruway.domain.observation.VmState;
import dev.thruway.domain.plan.HardwareNeed;
import dev.thruway.domain.spec.Placement;
import dev.thruway.domain.spec.Server;
import dev.thruway.domain.spec.Spec;
import dev.thruway.domain.spec.Vm;
import dev.thruway.engine.Causes;
import dev.thruway.engine.Clock;
import dev.thruway.engine.connect.Connections;
import dev.thruway.engine.connect.HostAccess;
import dev.thruway.engine.connect.Listings;
import dev.thruway.engine.run.StepFailed;
import dev.thruway.vsphere.client.Inventory;
import dev.thruway.vsphere.client.VsphereClient;
import dev.thruway.vsphere.client.VsphereException;
import dev.thruway.vsphere.vim.ManagedObjectReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Reads what only preflight asks of the hosts and VMs that an observation has found.
public final class PreflightReader {

    /// Of one endpoint; what they read of few objects goes out together anyway.
    private static final int HOSTS_AT_ONCE = 50;

    private final Spec spec;
    private final Connections connections;
    private final Clock clock;

    public PreflightReader(Spec spec, Connections connections, Clock clock) {
        this.spec = spec;
        this.connections = connections;
        this.clock = clock;
    }

    /// Nothing is asked of a host that `seen` could not read: it would only fail again.
    public PreflightFacts read(Observation seen, Predicate<Target> wanted) {
        var hosts = new ConcurrentHashMap<String, Observed<HostFacts>>();
        var vms = new ConcurrentHashMap<String, Observed<VmFacts>>();
        var inClusters = new ConcurrentHashMap<String, Observed<List<String>>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var looks = new ArrayList<CompletableFuture<Void>>();
            for (var server : spec.servers()) {
                if (isKnown(seen, server)) {
                    looks.add(
                            CompletableFuture.runAsync(
                                    () -> read(server, seen, wanted, hosts, vms), threads));
                }
            }
            for (var vm : spec.vms()) {
                if (vm.placement() instanceof Placement.InCluster cluster
                        && wanted.test(Target.vm(vm.name()))
                        && exists(seen, vm)) {
                    looks.add(
                            CompletableFuture.runAsync(
                                    () -> read(vm, cluster, seen, vms, inClusters), threads));
                }
            }
            looks.forEach(CompletableFuture::join);
        }
        return new PreflightFacts(
                new TreeMap<>(hosts), new TreeMap<>(vms), new TreeMap<>(inClusters));
    }

    /// What decides whether these VMs can be powered on with a passthrough device.
    public PowerOnFacts read(List<Vm> starting) {
        var hosts = new ConcurrentHashMap<String, Observed<HostMemory>>();
        var vms = new ConcurrentHashMap<String, Observed<Set<Trait>>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var looks = new ArrayList<CompletableFuture<Void>>();
            for (var vm : starting) {
                looks.add(
                        CompletableFuture.runAsync(
                                () -> vms.put(vm.name(), attempt(() -> excluding(vm))), threads));
            }
            for (var server : spec.servers()) {
                if (spec.vmsOn(server).stream().anyMatch(starting::contains)) {
                    looks.add(
                            CompletableFuture.runAsync(
                                    () -> hosts.put(server.name(), attempt(() -> memory(server))),
                                    threads));
                }
            }
            looks.forEach(CompletableFuture::join);
        }
        return new PowerOnFacts(new TreeMap<>(hosts), new TreeMap<>(vms));
    }

    private Set<Trait> excluding(Vm vm) {
        return reader(vm).readExcluding();
    }

    private HostMemory memory(Server server) {
        return new HostMemoryReader(connections.host(server)).read();
    }

    private VmFactsReader reader(Vm vm) {
        var placed = connections.existing(vm);
        return new VmFactsReader(placed.host(), placed.vm());
    }

    /// Of every host of one endpoint, by the host's own name.
    public static PreflightFacts survey(VsphereClient client, Clock clock) {
        var hosts = new ConcurrentHashMap<String, Observed<HostFacts>>();
        var inventory = new Inventory(client);
        var datacenters = inventory.datacenters();
        var listings = new Listings();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var room = new Semaphore(HOSTS_AT_ONCE);
            for (var host : inventory.hosts()) {
                var access = HostAccess.of(client, host, datacenters, listings);
                threads.execute(() -> {
                    room.acquireUninterruptibly();
                    hosts.put(
                            host.name(),
                            attempt(() ->
                                    new HostFactsReader(access, "", clock)
                                            .read(List.of(), List.of())));
                    room.release();
                });
            }
        }
        return new PreflightFacts(new TreeMap<>(hosts), new TreeMap<>(), new TreeMap<>());
    }

    private static boolean isKnown(Observation seen, Server server) {
        var observation = seen.servers().get(server.name());
        return observation != null
                && observation.host().filter(Observed.Known.class::isInstance).isPresent();
    }

    private static String uuid(Observation seen, Server server) {
        return Optional.ofNullable(seen.servers().get(server.name()))
                .flatMap(ServerObservation::host)
                .flatMap(Observed::known)
                .map(HostObservation::uuid)
                .orElse("");
    }

    private void read(
            Server server,
            Observation seen,
            Predicate<Target> wanted,
            ConcurrentHashMap<String, Observed<HostFacts>> hosts,
            ConcurrentHashMap<String, Observed<VmFacts>> vms) {
        var refs = new TreeMap<String, ManagedObjectReference>();
        var outdated = new ArrayList<ManagedObjectReference>();
        hosts.put(
                server.name(),
                attempt(() -> {
                    var host = connections.host(server);
                    for (var vm : spec.vmsOn(server)) {
                        if (wanted.test(Target.vm(vm.name())) && exists(seen, vm)) {
                            var ref = connections.vm(host, vm);
                            ref.ifPresent(r -> refs.put(vm.name(), r));
                            ref.filter(_ -> isOutdated(seen, vm)).ifPresent(outdated::add);
                        }
                    }
                    return new HostFactsReader(host, uuid(seen, server), clock)
                            .read(refs.values(), outdated);
                }));
        refs.forEach((name, ref) ->
                vms.put(
                        name,
                        attempt(() -> new VmFactsReader(connections.host(server), ref).read())));
    }

    private void read(
            Vm vm,
            Placement.InCluster cluster,
            Observation seen,
            ConcurrentHashMap<String, Observed<VmFacts>> vms,
            ConcurrentHashMap<String, Observed<List<String>>> inClusters) {
        vms.put(vm.name(), attempt(() -> reader(vm).read()));
        inClusters.put(
                vm.name(),
                attempt(() ->
                        new PlacingPrivileges(
                                        connections.cluster(cluster), connections.existing(vm).vm())
                                .missing(isOutdated(seen, vm) ? upgrading() : List.of())));
    }

    private static boolean exists(Observation seen, Vm vm) {
        return state(seen, vm).isPresent();
    }

    private static Optional<VmState> state(Observation seen, Vm vm) {
        return Optional.ofNullable(seen.vms().get(vm.name()))
                .flatMap(observation -> observation.state().known())
                .flatMap(s -> s);
    }

    /// Whether its virtual hardware is too old for what the file asks for.
    private static boolean isOutdated(Observation seen, Vm vm) {
        return state(seen, vm)
                .filter(s ->
                        HardwareNeed.unmet(vm, s, Math.max(vm.gpuCount(), s.devices().size()))
                                .isPresent())
                .isPresent();
    }

    private static <T> Observed<T> attempt(Supplier<T> read) {
        try {
            return Observed.of(read.get());
        } catch (VsphereException | StepFailed e) {
            return Observed.unknown(Causes.of(e));
        }
    }
}
