package dev.thruway.engine.host;

import dev.thruway.domain.observation.HostFunction;
import dev.thruway.domain.observation.HostObservation;
import dev.thruway.domain.observation.HostPending;
import dev.thruway.domain.observation.Observed;
import dev.thruway.domain.observation.ServerObservation;
import dev.thruway.domain.observation.UnderVcenter;
import dev.thruway.domain.text.Phrase;
import dev.thruway.engine.Causes;
import dev.thruway.engine.connect.HostAccess;
import dev.thruway.engine.connect.Listings;
import dev.thruway.engine.run.StepFailed;
import dev.thruway.vsphere.client.Inventory;
import dev.thruway.vsphere.client.ObjectProperties;
import dev.thruway.vsphere.client.VsphereClient;
import dev.thruway.vsphere.client.VsphereException;
import dev.thruway.vsphere.client.VsphereFault;
import dev.thruway.vsphere.vim.ManagedObjectReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Reads every host of one endpoint: all VMs, then all hosts, some at a time, each host made into
/// its observation as it arrives. What only esxcli says, and what a run of Thruway left unfinished,
/// is asked of hosts that have a GPU alone. Changes nothing.
public final class HostSurvey {

    private static final String HOST = "runtime.host";
    private static final String VMS = "vm";

    /// Questions to esxcli at the same time.
    private static final int ESXCLI_AT_ONCE = 16;

    private final VsphereClient client;
    private final Predicate<HostFunction> gpu;
    private final Kept kept;
    private final Map<ManagedObjectReference, HostVms> vms = new HashMap<>();
    private Map<ManagedObjectReference, String> clusters = Map.of();

    /// Read when the first is needed.
    private final Map<ManagedObjectReference, HostAccess> accesses = new HashMap<>();

    /// VMs of which it is known on which host they are.
    private final Set<ManagedObjectReference> placed = new HashSet<>();

    /// What a VM that cannot be read leaves unknown of its host.
    private final Map<ManagedObjectReference, Phrase> unread = new HashMap<>();

    /// Which functions of a host are kept.
    public enum Kept {
        ALL,
        GPUS
    }

    /// @param gpu which functions are GPUs
    public HostSurvey(VsphereClient client, Predicate<HostFunction> gpu, Kept kept) {
        this.client = client;
        this.gpu = gpu;
        this.kept = kept;
    }

    /// One observation a host, by the host's own name, in the inventory's order. Throws
    /// [VsphereException] where the inventory cannot be read.
    public List<ServerObservation> read() {
        var root = client.content().rootFolder();
        client.properties().each(root, "VirtualMachine", vmPaths(), this::vm);
        clusters = new Inventory(client).clusters();
        var found = new ArrayList<CompletableFuture<ServerObservation>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var room = new Semaphore(ESXCLI_AT_ONCE);
            client.properties()
                    .each(
                            root,
                            "HostSystem",
                            Stream.concat(HostReader.bulkPaths().stream(), Stream.of(VMS)).toList(),
                            host -> {
                                room.acquireUninterruptibly();
                                found.add(
                                        CompletableFuture.supplyAsync(
                                                () -> {
                                                    try {
                                                        return server(host);
                                                    } finally {
                                                        room.release();
                                                    }
                                                },
                                                threads));
                            });
        }
        return found.stream().map(CompletableFuture::join).toList();
    }

    private static List<String> vmPaths() {
        return Stream.concat(HostVms.PATHS.stream(), Stream.of(HOST)).toList();
    }

    private void vm(ObjectProperties vm) {
        var host = vm.find(HOST, ManagedObjectReference.class);
        if (host.isEmpty()) {
            return;
        }
        placed.add(vm.ref());
        try {
            vms.computeIfAbsent(host.get(), _ -> new HostVms()).add(vm);
        } catch (StepFailed e) {
            unread.put(host.get(), e.phrase());
        }
    }

    private ServerObservation server(ObjectProperties host) {
        var name = Inventory.decode(host.find("name", String.class).orElse(host.ref().value()));
        return new ServerObservation(
                name, Optional.empty(), Optional.of(observed(host)), under(host));
    }

    private Optional<UnderVcenter> under(ObjectProperties host) {
        return client.isVcenter()
                ? Optional.of(new UnderVcenter(client.hostName(), Observed.of(cluster(host))))
                : Optional.empty();
    }

    private Optional<String> cluster(ObjectProperties host) {
        return host.find("parent", ManagedObjectReference.class).map(clusters::get);
    }

    private Observed<HostObservation> observed(ObjectProperties host) {
        var cause = unread.get(host.ref());
        if (cause != null) {
            return Observed.unknown(cause);
        }
        try {
            var ofHost = vms.getOrDefault(host.ref(), new HostVms());
            if (HostReader.functions(host).stream().anyMatch(gpu)) {
                addOthers(host, ofHost);
            }
            var seen = HostReader.observation(host, Observed.of(Map.of()), ofHost);
            var kept = kept(seen);
            if (seen.functions().stream().noneMatch(gpu)) {
                return Observed.of(seen.with(kept));
            }
            var slots = HostReader.slots(client, host.ref());
            var wanted = kept.stream().map(HostFunction::address).collect(Collectors.toSet());
            var whole = seen.with(FunctionsReader.functions(host, slots, wanted::contains));
            return Observed.of(
                    isAskedForWork(seen) ? whole.withPending(pending(host.ref())) : whole);
        } catch (StepFailed | VsphereException e) {
            return Observed.unknown(Causes.of(e));
        }
    }

    /// VMs that the host names and the view did not: they are new, or the login may not see them,
    /// or they do not say where they are. Any of them may hold a card.
    private void addOthers(ObjectProperties host, HostVms ofHost) {
        var others =
                host.list(VMS, ManagedObjectReference.class).stream()
                        .filter(vm -> !placed.contains(vm))
                        .toList();
        if (others.isEmpty()) {
            return;
        }
        try {
            var read = client.properties().of(others, HostVms.PATHS.toArray(String[]::new));
            if (read.size() < others.size()) {
                throw notShown(others.size() - read.size());
            }
            read.forEach(ofHost::add);
        } catch (VsphereException e) {
            throw e.fault() instanceof VsphereFault.Rejected ? notShown(others.size()) : e;
        }
    }

    private static StepFailed notShown(int vms) {
        return new StepFailed(Phrase.of("unread.vms-not-shown", "count", vms));
    }

    /// Where the GPUs alone are asked for, of the few hosts in maintenance mode: for a list of many
    /// hosts one more question to each is too many.
    private boolean isAskedForWork(HostObservation host) {
        return switch (kept) {
            case ALL -> true;
            case GPUS -> host.inMaintenanceMode();
        };
    }

    private Observed<Optional<HostPending>> pending(ManagedObjectReference host) {
        return Optional.ofNullable(accesses().get(host))
                .map(HostReader::pending)
                .orElse(Observed.of(Optional.empty()));
    }

    private synchronized Map<ManagedObjectReference, HostAccess> accesses() {
        if (accesses.isEmpty()) {
            var inventory = new Inventory(client);
            var datacenters = inventory.datacenters();
            var listings = new Listings();
            inventory
                    .hosts()
                    .forEach(host ->
                            accesses.put(
                                    host.ref(),
                                    HostAccess.of(client, host, datacenters, listings)));
        }
        return accesses;
    }

    private List<HostFunction> kept(HostObservation host) {
        return switch (kept) {
            case ALL -> host.functions();
            case GPUS -> host.functions().stream().filter(gpu).toList();
        };
    }
}
