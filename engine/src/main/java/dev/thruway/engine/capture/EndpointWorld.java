package dev.thruway.engine.capture;

import dev.thruway.domain.observation.HostUses;
import dev.thruway.engine.capture.CapturedVcenter.Alone;
import dev.thruway.engine.capture.CapturedVcenter.Cluster;
import dev.thruway.engine.capture.CapturedVcenter.Datacenter;
import dev.thruway.engine.capture.EndpointCapture.Host;
import dev.thruway.engine.vm.DrsSettings;
import dev.thruway.vsphere.client.Inventory;
import dev.thruway.vsphere.client.ObjectProperties;
import dev.thruway.vsphere.client.VsphereClient;
import dev.thruway.vsphere.vim.ClusterConfigInfoEx;
import dev.thruway.vsphere.vim.DatastoreSummary;
import dev.thruway.vsphere.vim.ManagedObjectReference;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/// What the hosts of one endpoint have together: its clusters and datastores.
final class EndpointWorld {

    private static final String CLUSTER = "ClusterComputeResource";

    private final VsphereClient client;
    private final EndpointCapture.Read read;

    EndpointWorld(VsphereClient client, EndpointCapture.Read read) {
        this.client = client;
        this.read = read;
    }

    /// @param name of the vCenter, where it is one
    CapturedWorld of(String name) {
        var servers =
                read.hosts().stream()
                        .map(Host::server)
                        .sorted(Comparator.comparing(CapturedServer::name))
                        .toList();
        return new CapturedWorld(
                client.isVcenter() && !servers.isEmpty() ? List.of(vcenter(name)) : List.of(),
                stores(),
                servers,
                read.unread());
    }

    private List<CapturedStore> stores() {
        var servers = new HashMap<ManagedObjectReference, List<String>>();
        for (var host : read.hosts()) {
            for (var store : host.stores()) {
                servers.computeIfAbsent(store, _ -> new ArrayList<>()).add(host.server().name());
            }
        }
        var found = new ArrayList<CapturedStore>();
        for (var store :
                client.properties().under(client.content().rootFolder(), "Datastore", "summary")) {
            var on = servers.get(store.ref());
            if (on != null) {
                store.find("summary", DatastoreSummary.class)
                        .ifPresent(summary -> found.add(store(summary, on)));
            }
        }
        found.sort(
                Comparator.comparing(CapturedStore::name)
                        .thenComparing(s -> s.servers().toString()));
        return found;
    }

    private static CapturedStore store(DatastoreSummary summary, List<String> servers) {
        var capacity = summary.capacity();
        return new CapturedStore(
                Inventory.decode(summary.name()),
                capacity == null ? 0 : capacity,
                String.valueOf(summary.type()),
                servers.stream().sorted().toList());
    }

    private CapturedVcenter vcenter(String name) {
        var about = client.content().about();
        return new CapturedVcenter(
                name,
                about.version(),
                Optional.ofNullable(about.build()),
                about.apiVersion(),
                Optional.ofNullable(about.instanceUuid()),
                datacenters(),
                read.hosts().stream()
                        .filter(h -> !h.connected())
                        .map(h -> h.server().name())
                        .sorted()
                        .toList(),
                appliance());
    }

    /// Where a host's compute resource is.
    private Place place(Host host) {
        var way = host.parent().map(p -> read.ways().getOrDefault(p, List.of())).orElse(List.of());
        return Place.of(Place.above(way));
    }

    private List<Datacenter> datacenters() {
        var hosts =
                read.hosts().stream().collect(Collectors.groupingBy(h -> place(h).datacenterRef()));
        return hosts.values().stream()
                .map(this::datacenter)
                .sorted(Comparator.comparing(d -> d.name() + d.folder()))
                .toList();
    }

    private Datacenter datacenter(List<Host> hosts) {
        var place = place(hosts.getFirst());
        var inClusters = new HashMap<ManagedObjectReference, List<Host>>();
        var standalone = new ArrayList<Alone>();
        for (var host : hosts) {
            var parent = host.parent().filter(p -> p.type().equals(CLUSTER));
            parent.ifPresentOrElse(
                    p -> inClusters.computeIfAbsent(p, _ -> new ArrayList<>()).add(host),
                    () -> standalone.add(new Alone(host.server().name(), place(host).folder())));
        }
        standalone.sort(Comparator.comparing(Alone::server));
        return new Datacenter(
                place.datacenter().map(Inventory.Entry::name).orElse("datacenter"),
                place.above(),
                clusters(inClusters),
                standalone);
    }

    private List<Cluster> clusters(Map<ManagedObjectReference, List<Host>> hosts) {
        return client.properties().of(hosts.keySet(), "name", "configurationEx").stream()
                .map(c -> cluster(c, hosts.getOrDefault(c.ref(), List.of())))
                .sorted(Comparator.comparing(c -> c.name() + c.folder()))
                .toList();
    }

    private List<String> pinned(ClusterConfigInfoEx config) {
        var alone = DrsSettings.leftAlone(config);
        return read.vmNames().entrySet().stream()
                .filter(vm -> alone.contains(vm.getKey()))
                .map(Map.Entry::getValue)
                .sorted()
                .toList();
    }

    private Cluster cluster(ObjectProperties cluster, List<Host> hosts) {
        var config = cluster.find("configurationEx", ClusterConfigInfoEx.class);
        return new Cluster(
                Inventory.decode(cluster.find("name", String.class).orElse(cluster.ref().value())),
                hosts.stream().findFirst().map(h -> place(h).folder()).orElse(List.of()),
                config.map(c -> DrsSettings.of(c.drsConfig())),
                config.map(EndpointWorld::ha).orElse(CapturedVcenter.Ha.OFF),
                config.map(c -> c.dasConfig().failoverLevel())
                        .map(OptionalInt::of)
                        .orElse(OptionalInt.empty()),
                hosts.stream().anyMatch(EndpointWorld::inVsan)
                        ? CapturedVcenter.Storage.VSAN
                        : CapturedVcenter.Storage.SEPARATE,
                hosts.stream().map(h -> h.server().name()).sorted().toList(),
                config.map(this::pinned).orElse(List.of()));
    }

    private static CapturedVcenter.Ha ha(ClusterConfigInfoEx config) {
        if (!Boolean.TRUE.equals(config.dasConfig().enabled())) {
            return CapturedVcenter.Ha.OFF;
        }
        return Boolean.TRUE.equals(config.dasConfig().admissionControlEnabled())
                ? CapturedVcenter.Ha.WITH_ADMISSION_CONTROL
                : CapturedVcenter.Ha.ON;
    }

    private static boolean inVsan(Host host) {
        return host.server()
                .host()
                .uses()
                .known()
                .filter(uses -> uses.vsan() == HostUses.Vsan.MEMBER)
                .isPresent();
    }

    /// The VM whose guest is what the vCenter was reached by.
    private Optional<String> appliance() {
        return read.hosts().stream()
                .flatMap(h -> h.server().host().runningVms().stream())
                .filter(vm -> vm.isCalled(client.hostName()))
                .map(vm -> vm.name())
                .findFirst();
    }
}
