package dev.thruway.engine.capture;

import dev.thruway.domain.Knowledge;
import dev.thruway.domain.observation.BmcObservation;
import dev.thruway.domain.observation.Observed;
import dev.thruway.domain.spec.Esxi;
import dev.thruway.domain.spec.GuestAccess;
import dev.thruway.domain.spec.Placement;
import dev.thruway.domain.spec.Server;
import dev.thruway.domain.spec.Spec;
import dev.thruway.domain.text.Phrase;
import dev.thruway.engine.Causes;
import dev.thruway.engine.bmc.BmcReader;
import dev.thruway.engine.connect.Connections;
import dev.thruway.engine.connect.HostAccess;
import dev.thruway.engine.observe.Observer;
import dev.thruway.engine.run.StepFailed;
import dev.thruway.vsphere.client.VsphereClient;
import dev.thruway.vsphere.client.VsphereException;
import dev.thruway.vsphere.vim.ManagedObjectReference;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Reads all endpoints of a file, or one without a file: every host there, whether the file names
/// it or not. Guests are not asked: a copy of a guest is a new one.
public final class WorldCapture {

    private final Knowledge knowledge;
    private final Predicate<Set<String>> wanted;
    private final Set<String> taken = new HashSet<>();

    /// @param wanted by the names that a server, its host and its VMs have
    public WorldCapture(Knowledge knowledge, Predicate<Set<String>> wanted) {
        this.knowledge = knowledge;
        this.wanted = wanted;
    }

    /// One endpoint. Throws [VsphereException] where its inventory cannot be read.
    public CapturedWorld endpoint(VsphereClient client) {
        return endpoint(client, client.hostName(), Map.of());
    }

    /// @param servers what the file calls hosts
    private CapturedWorld endpoint(
            VsphereClient client, String name, Map<ManagedObjectReference, String> servers) {
        var read = new EndpointCapture(client, knowledge, named(servers)).read();
        return new EndpointWorld(client, read).of(name);
    }

    private EndpointCapture.Wanted named(Map<ManagedObjectReference, String> servers) {
        var names = new HashMap<>(servers);
        return new EndpointCapture.Wanted() {
            @Override
            public synchronized String serverName(ManagedObjectReference host, String name) {
                return names.computeIfAbsent(host, _ -> free(name));
            }

            @Override
            public boolean wants(String server, String host, Set<String> vms) {
                var all = new TreeSet<>(vms);
                all.add(server);
                all.add(host);
                return wanted.test(all);
            }
        };
    }

    /// Hosts of several endpoints may be called the same, `localhost.localdomain` for one.
    private String free(String name) {
        var free = name;
        for (int n = 2; !taken.add(free); n++) {
            free = name + " #" + n;
        }
        return free;
    }

    /// An endpoint of a file.
    private record Endpoint(String name, Map<ManagedObjectReference, String> servers) {}

    /// All endpoints of a file. What cannot be read is named in what is returned.
    public CapturedWorld file(Spec spec, Connections connections) {
        spec.servers().forEach(server -> taken.add(server.name()));
        var unread = new ArrayList<Unread>();
        var places = new LinkedHashMap<VsphereClient, Endpoint>();
        for (var server : spec.servers()) {
            try {
                place(server, connections, places);
            } catch (StepFailed | VsphereException e) {
                unread.add(new Unread(server.name(), Causes.of(e)));
            }
        }
        for (var vcenter : ofClusters(spec)) {
            try {
                place(vcenter, connections.vcenter(vcenter), places);
            } catch (VsphereException e) {
                unread.add(new Unread(vcenter, Causes.of(e)));
            }
        }
        var worlds = new ArrayList<CapturedWorld>();
        places.forEach((client, place) -> {
            try {
                worlds.add(endpoint(client, place.name(), place.servers()));
            } catch (VsphereException e) {
                unread.add(new Unread(place.name(), Causes.of(e)));
            }
        });
        worlds.add(new CapturedWorld(List.of(), List.of(), List.of(), unread));
        return withFile(spec, connections, merged(worlds));
    }

    private static void place(
            Server server, Connections connections, Map<VsphereClient, Endpoint> places) {
        switch (server.esxi().orElse(null)) {
            case null -> throw new StepFailed(Phrase.of("unread.no-esxi-in-file"));
            case Esxi.Standalone _ -> put(server.name(), server, connections.host(server), places);
            case Esxi.UnderVcenter(var vcenter, _) ->
                    put(vcenter, server, connections.host(server), places);
        }
    }

    /// The vCenters in whose clusters the file has VMs.
    private static SortedSet<String> ofClusters(Spec spec) {
        var vcenters = new TreeSet<String>();
        for (var vm : spec.vms()) {
            if (vm.placement() instanceof Placement.InCluster cluster) {
                vcenters.add(cluster.vcenter());
            }
        }
        return vcenters;
    }

    private static void put(
            String name, Server server, HostAccess host, Map<VsphereClient, Endpoint> places) {
        place(name, host.client(), places).servers().put(host.host(), server.name());
    }

    private static Endpoint place(
            String name, VsphereClient client, Map<VsphereClient, Endpoint> places) {
        return places.computeIfAbsent(client, _ -> new Endpoint(name, new HashMap<>()));
    }

    private static CapturedWorld merged(List<CapturedWorld> worlds) {
        return new CapturedWorld(
                worlds.stream()
                        .flatMap(w -> w.vcenters().stream())
                        .sorted(Comparator.comparing(CapturedVcenter::name))
                        .toList(),
                worlds.stream()
                        .flatMap(w -> w.stores().stream())
                        .sorted(
                                Comparator.comparing(CapturedStore::name)
                                        .thenComparing(s -> s.servers().toString()))
                        .toList(),
                worlds.stream()
                        .flatMap(w -> w.servers().stream())
                        .sorted(Comparator.comparing(CapturedServer::name))
                        .toList(),
                worlds.stream().flatMap(w -> w.unread().stream()).toList());
    }

    /// With what the file says of its servers and VMs: BMCs are asked, all at the same time.
    private static CapturedWorld withFile(Spec spec, Connections connections, CapturedWorld world) {
        var guests =
                spec.vms().stream()
                        .filter(vm ->
                                vm.guest()
                                        .filter(g -> g.access() instanceof GuestAccess.Ssh)
                                        .isPresent())
                        .map(vm -> vm.name())
                        .collect(Collectors.toSet());
        var bmcs = bmcs(spec, connections, world);
        var servers = new ArrayList<CapturedServer>();
        for (var server : world.servers()) {
            var vms =
                    server.vms().stream()
                            .map(vm ->
                                    guests.contains(vm.state().name()) ? vm.withGuestInFile() : vm)
                            .toList();
            servers.add(server.with(vms, Optional.ofNullable(bmcs.get(server.name()))));
        }
        return new CapturedWorld(world.vcenters(), world.stores(), servers, world.unread());
    }

    private static Map<String, Observed<BmcObservation>> bmcs(
            Spec spec, Connections connections, CapturedWorld world) {
        var names = world.servers().stream().map(CapturedServer::name).collect(Collectors.toSet());
        var found = new ConcurrentHashMap<String, Observed<BmcObservation>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var server : spec.servers()) {
                var bmc = server.bmc().filter(_ -> names.contains(server.name()));
                bmc.ifPresent(b ->
                        threads.execute(() ->
                                found.put(
                                        server.name(),
                                        Observer.attempt(
                                                () -> new BmcReader(connections.bmc(b)).read()))));
            }
        }
        return found;
    }
}
