package dev.thruway.lab.esxi;

import dev.thruway.lab.esxi.wire.Value.Ref;
import dev.thruway.lab.world.Datacenter;
import dev.thruway.lab.world.Datastore;
import dev.thruway.lab.world.EsxHost;
import dev.thruway.lab.world.Vcenter;
import dev.thruway.lab.world.VirtualMachine;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Names as vpxd gives them: everything has a number of its own (`domain-c8`, `host-14`, `vm-19`),
/// in the order in which it came into the inventory.
final class VcenterRefs implements Refs {

    /// Of the first datacenter, whose folders follow.
    private static final int FIRST = 3;

    private static final int FOLDERS = DatacenterFolder.values().length;

    private final IdentityHashMap<Object, Integer> numbers = new IdentityHashMap<>();
    private final IdentityHashMap<Datacenter, Integer> networks = new IdentityHashMap<>();
    private final Map<Place, Integer> folders = new HashMap<>();
    private final Map<List<String>, Integer> above = new HashMap<>();
    private int next = FIRST;

    VcenterRefs(Vcenter vcenter) {
        vcenter.datacenters().forEach(this::takeAll);
        Folders.of(vcenter.datacenters().stream().map(Datacenter::folder))
                .forEach(path -> above.put(path, next++));
    }

    /// A folder of one of a datacenter's four.
    private record Place(int datacenter, DatacenterFolder of, List<String> path) {}

    private void takeAll(Datacenter datacenter) {
        take(datacenter, 1 + FOLDERS);
        datacenter.clusters().forEach(cluster -> take(cluster, 2));
        networks.put(datacenter, next++);
        datacenter.clusters().forEach(c -> c.hosts().forEach(host -> takeHost(host, 1)));
        datacenter.standalone().forEach(alone -> takeHost(alone.host(), 3));
        datacenter.hosts().forEach(host -> host.vms().forEach(vm -> take(vm, 1)));
        int number = number(datacenter);
        for (var of : DatacenterFolder.values()) {
            DatacenterTree.of(datacenter, of)
                    .folders()
                    .forEach(path -> folders.put(new Place(number, of, path), next++));
        }
    }

    private void takeHost(EsxHost host, int count) {
        take(host, count);
        host.datastores().forEach(datastore -> take(datastore, 1));
    }

    private void take(Object object, int count) {
        if (numbers.putIfAbsent(object, next) == null) {
            next += count;
        }
    }

    private int number(Object object) {
        var number = numbers.get(object);
        if (number == null) {
            throw new IllegalArgumentException("not in this vCenter: " + object);
        }
        return number;
    }

    @Override
    public Ref the(Fixed object) {
        return object.onVcenter();
    }

    @Override
    public Ref part(HostPart part, EsxHost host) {
        return part.onVcenter(number(host));
    }

    @Override
    public Ref of(EsxHost host) {
        return new Ref("HostSystem", "host-" + number(host));
    }

    @Override
    public Ref of(VirtualMachine vm) {
        return new Ref("VirtualMachine", "vm-" + number(vm));
    }

    @Override
    public Ref of(Datastore datastore) {
        return new Ref("Datastore", "datastore-" + number(datastore));
    }

    @Override
    public Ref browser(Datastore datastore) {
        return new Ref("HostDatastoreBrowser", "datastoreBrowser-datastore-" + number(datastore));
    }

    @Override
    public Ref of(Compute compute) {
        return switch (compute) {
            case Compute.Alone alone -> new Ref("ComputeResource", "domain-s" + number(compute));
            case Compute.Clustered clustered ->
                    new Ref("ClusterComputeResource", "domain-c" + number(compute));
        };
    }

    /// A host's compute resource and its pool follow the host.
    private int number(Compute compute) {
        return switch (compute) {
            case Compute.Alone(var alone) -> number(alone.host()) + 1;
            case Compute.Clustered(var cluster) -> number((Object) cluster);
        };
    }

    @Override
    public Ref pool(Compute compute) {
        return new Ref("ResourcePool", "resgroup-" + (number(compute) + 1));
    }

    @Override
    public Ref of(Datacenter datacenter) {
        return new Ref("Datacenter", "datacenter-" + number(datacenter));
    }

    @Override
    public Ref folder(List<String> path) {
        return path.isEmpty()
                ? the(Fixed.ROOT_FOLDER)
                : new Ref("Folder", "group-d" + Objects.requireNonNull(above.get(path)));
    }

    @Override
    public Ref folder(Datacenter datacenter, DatacenterFolder of, List<String> path) {
        int number = number(datacenter);
        return path.isEmpty()
                ? of.onVcenter(number)
                : of.numbered(Objects.requireNonNull(folders.get(new Place(number, of, path))));
    }

    @Override
    public Ref environment(Compute compute) {
        return new Ref("EnvironmentBrowser", "envbrowser-" + number(compute));
    }

    @Override
    public Ref environment(VirtualMachine vm) {
        return new Ref("EnvironmentBrowser", "envbrowser-" + number(vm));
    }

    @Override
    public Ref snapshot(VirtualMachine vm, int number) {
        return new Ref("VirtualMachineSnapshot", "snapshot-%d%02d".formatted(number(vm), number));
    }

    @Override
    public Ref network(Datacenter datacenter) {
        return new Ref("Network", "network-" + networks.get(datacenter));
    }
}
