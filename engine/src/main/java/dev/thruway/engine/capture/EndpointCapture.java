package dev.thruway.engine.capture;

import dev.thruway.domain.Knowledge;
import dev.thruway.domain.check.HostFacts;
import dev.thruway.domain.observation.Observed;
import dev.thruway.domain.plan.CardInventory;
import dev.thruway.domain.text.Phrase;
import dev.thruway.engine.Causes;
import dev.thruway.engine.connect.HostAccess;
import dev.thruway.engine.connect.HostMemory;
import dev.thruway.engine.connect.Listings;
import dev.thruway.engine.connect.Required;
import dev.thruway.engine.host.HostReader;
import dev.thruway.engine.host.HostVms;
import dev.thruway.engine.mark.HostMarks;
import dev.thruway.engine.observe.Observer;
import dev.thruway.engine.run.StepFailed;
import dev.thruway.vsphere.client.DatastoreFiles;
import dev.thruway.vsphere.client.Inventory;
import dev.thruway.vsphere.client.Licences;
import dev.thruway.vsphere.client.ObjectProperties;
import dev.thruway.vsphere.client.VsphereClient;
import dev.thruway.vsphere.client.VsphereException;
import dev.thruway.vsphere.vim.ManagedObjectReference;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;

/// Reads one endpoint: all VMs in one view, then all hosts in another, a page at a time. What only
/// esxcli says is asked of hosts that have a GPU alone, as [dev.thruway.engine.host.HostSurvey]
/// does.
final class EndpointCapture {

    private static final String HOST = "runtime.host";

    /// Questions to esxcli at the same time.
    private static final int ESXCLI_AT_ONCE = 16;

    private final VsphereClient client;
    private final Knowledge knowledge;
    private final Wanted wanted;
    private final Map<ManagedObjectReference, List<ObjectProperties>> vms = new HashMap<>();
    private final Set<ManagedObjectReference> shown = new HashSet<>();
    private final List<Unread> unread = new ArrayList<>();
    private final Listings listings = new Listings();
    private Map<ManagedObjectReference, List<Inventory.Entry>> ways = Map.of();

    /// Which hosts are read, and what they are called.
    interface Wanted {

        /// What a host is called: as the file does where it names it.
        String serverName(ManagedObjectReference host, String name);

        /// @param vms the names of its VMs
        boolean wants(String server, String host, Set<String> vms);
    }

    EndpointCapture(VsphereClient client, Knowledge knowledge, Wanted wanted) {
        this.client = client;
        this.knowledge = knowledge;
        this.wanted = wanted;
    }

    /// A host that was read, with what is known of it beside the copy of its server.
    record Host(
            ManagedObjectReference ref,
            Optional<ManagedObjectReference> parent,
            CapturedServer server,
            List<ManagedObjectReference> stores,
            boolean connected) {}

    /// What was read.
    ///
    /// @param ways what lies above the hosts' parents and the VMs' parents
    record Read(
            List<Host> hosts,
            Map<ManagedObjectReference, List<Inventory.Entry>> ways,
            Map<ManagedObjectReference, String> vmNames,
            List<Unread> unread) {}

    /// Throws [VsphereException] where the inventory cannot be read.
    Read read() {
        var root = client.content().rootFolder();
        client.properties().each(root, "VirtualMachine", VmCapture.paths(), this::vm);
        var found = new ArrayList<CompletableFuture<Optional<Host>>>();
        var hosts = new ArrayList<ObjectProperties>();
        client.properties().each(root, "HostSystem", HostCapture.paths(), hosts::add);
        ways = ways(hosts);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var room = new Semaphore(ESXCLI_AT_ONCE);
            for (var host : hosts) {
                if (isWanted(host)) {
                    room.acquireUninterruptibly();
                    found.add(
                            CompletableFuture.supplyAsync(
                                    () -> {
                                        try {
                                            return host(host);
                                        } finally {
                                            room.release();
                                        }
                                    },
                                    threads));
                }
            }
        }
        var read = found.stream().flatMap(f -> f.join().stream()).toList();
        var refs = read.stream().map(Host::ref).collect(Collectors.toSet());
        var names = new HashMap<ManagedObjectReference, String>();
        vms.forEach((host, all) -> {
            if (refs.contains(host)) {
                all.forEach(vm -> names.put(vm.ref(), name(vm)));
            }
        });
        return new Read(read, ways, names, List.copyOf(unread));
    }

    private void vm(ObjectProperties vm) {
        shown.add(vm.ref());
        vm.find(HOST, ManagedObjectReference.class)
                .ifPresentOrElse(
                        host -> vms.computeIfAbsent(host, _ -> new ArrayList<>()).add(vm),
                        () -> ofNoHost(name(vm)));
    }

    private void ofNoHost(String vm) {
        if (wanted.wants(vm, vm, Set.of(vm))) {
            unread(vm, Required.notSaid(HOST).phrase());
        }
    }

    private Map<ManagedObjectReference, List<Inventory.Entry>> ways(List<ObjectProperties> hosts) {
        var parents = new HashSet<ManagedObjectReference>();
        hosts.forEach(h -> parent(h).ifPresent(parents::add));
        vms.values().forEach(all -> all.forEach(vm -> parent(vm).ifPresent(parents::add)));
        return new Inventory(client).ways(parents);
    }

    private static Optional<ManagedObjectReference> parent(ObjectProperties object) {
        return object.find("parent", ManagedObjectReference.class);
    }

    private static String name(ObjectProperties object) {
        return Inventory.decode(object.find("name", String.class).orElse(object.ref().value()));
    }

    private String serverName(ObjectProperties host) {
        return wanted.serverName(host.ref(), name(host));
    }

    private boolean isWanted(ObjectProperties host) {
        return wanted.wants(
                serverName(host),
                name(host),
                vmsOf(host).stream().map(EndpointCapture::name).collect(Collectors.toSet()));
    }

    private List<ObjectProperties> vmsOf(ObjectProperties host) {
        return vms.getOrDefault(host.ref(), List.of());
    }

    private synchronized void unread(String what, Phrase cause) {
        unread.add(new Unread(what, cause));
    }

    private Optional<Host> host(ObjectProperties host) {
        var server = serverName(host);
        try {
            var more = new HostCapture(host);
            return Optional.of(
                    new Host(
                            host.ref(),
                            parent(host),
                            server(host, server),
                            more.stores(),
                            more.connected()));
        } catch (StepFailed | VsphereException e) {
            unread(server, Causes.of(e));
            return Optional.empty();
        }
    }

    private CapturedServer server(ObjectProperties host, String name) {
        var captured = new ArrayList<CapturedVm>();
        var running = new HostVms();
        for (var vm : vmsOf(host)) {
            try {
                running.add(vm);
                captured.add(VmCapture.of(vm, folder(vm)));
            } catch (StepFailed e) {
                unread(name(vm), e.phrase());
            }
        }
        captured.sort(
                Comparator.comparing((CapturedVm vm) -> vm.state().name())
                        .thenComparing(vm -> vm.state().instanceUuid()));
        boolean asked = hasGpu(host);
        var rows =
                asked
                        ? HostReader.slots(client, host.ref())
                        : Observed.of(Map.<String, Map<String, String>>of());
        var uuid = asked ? HostReader.uuid(client, host.ref()) : "";
        var seen = HostReader.whole(host, rows, running, uuid);
        var more = new HostCapture(host);
        long hidden = more.vms().stream().filter(vm -> !shown.contains(vm)).count();
        if (hidden > 0) {
            unread(name, Phrase.of("unread.vms-not-shown", "count", hidden));
        }
        return new CapturedServer(
                name,
                seen,
                more.plates(),
                more.silicon(seen, rows.known().orElse(Map.of())),
                isFree(host),
                more.lockdown(),
                more.switches(),
                captured,
                asked ? Observer.attempt(() -> notes(host, uuid)) : Observed.of(Optional.empty()),
                Optional.empty(),
                more.unread());
    }

    private Optional<CapturedServer.Notes> notes(ObjectProperties host, String uuid) {
        return HostMarks.of(access(host), uuid)
                .map(marks ->
                        new CapturedServer.Notes(
                                marks.where(), marks.listedBefore(), marks.listedPending()))
                .filter(notes -> notes.before().isPresent() || notes.pending().isPresent());
    }

    private HostAccess access(ObjectProperties host) {
        var place =
                Place.of(parent(host).map(p -> ways.getOrDefault(p, List.of())).orElse(List.of()));
        var files =
                new DatastoreFiles(
                        client, place.datacenterPath(), place.datacenterRef().orElse(null));
        return new HostAccess(
                client,
                host.ref(),
                place.datacenterPath(),
                Optional.empty(),
                files,
                listings,
                new HostMemory());
    }

    private boolean hasGpu(ObjectProperties host) {
        return HostReader.functions(host).stream().anyMatch(f -> CardInventory.isGpu(f, knowledge));
    }

    /// Only a host by itself has the free licence.
    private boolean isFree(ObjectProperties host) {
        try {
            return !client.isVcenter()
                    && new Licences(client)
                            .of(host.ref()).stream()
                                    .anyMatch(l ->
                                            new HostFacts.Licence(
                                                            l.editionKey(),
                                                            l.name(),
                                                            Optional.empty())
                                                    .isFree());
        } catch (VsphereException e) {
            unread(serverName(host), Causes.of(e));
            return false;
        }
    }

    /// Below the folder of all VMs, which follows the datacenter.
    private List<String> folder(ObjectProperties vm) {
        var way = parent(vm).map(p -> ways.getOrDefault(p, List.of())).orElse(List.of());
        return Place.of(way).folder();
    }
}
