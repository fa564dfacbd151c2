package dev.thruway.lab.esxi;

import dev.thruway.lab.esxi.wire.Value.Ref;
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

    /// Below stand the folders of the one datacenter.
    private static final int FIRST = 8;

    private final IdentityHashMap<Object, Integer> numbers = new IdentityHashMap<>();
    private final Map<List<String>, Integer> folders = new HashMap<>();
    private final int network;
    private int next = FIRST;

    VcenterRefs(Vcenter vcenter) {
        for (var cluster : vcenter.clusters()) {
            take(cluster, 2);
        }
        network = next++;
        for (var host : vcenter.hosts()) {
            take(host, 1);
            if (vcenter.standalone().contains(host)) {
                next += 2;
            }
            host.datastores().forEach(d -> take(d, 1));
        }
        vcenter.hosts().forEach(host -> host.vms().forEach(vm -> take(vm, 1)));
        VmFolders.of(vcenter.hosts()).forEach(path -> folders.put(path, next++));
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
            case Compute.Alone(var host) -> number((Object) host) + 1;
            case Compute.Clustered(var cluster) -> number((Object) cluster);
        };
    }

    @Override
    public Ref pool(Compute compute) {
        return new Ref("ResourcePool", "resgroup-" + (number(compute) + 1));
    }

    @Override
    public Ref folder(List<String> path) {
        return path.isEmpty()
                ? the(Fixed.VM_FOLDER)
                : new Ref("Folder", "group-v" + Objects.requireNonNull(folders.get(path)));
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
    public Ref network() {
        return new Ref("Network", "network-" + network);
    }
}
