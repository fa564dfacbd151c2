package dev.thruway.lab.esxi;

import dev.thruway.lab.esxi.wire.Value.Ref;
import dev.thruway.lab.world.Datacenter;
import dev.thruway.lab.world.Datastore;
import dev.thruway.lab.world.EsxHost;
import dev.thruway.lab.world.VirtualMachine;
import java.util.List;

/// Names as hostd gives them, which knows one host only.
final class HostRefs implements Refs {

    @Override
    public Ref the(Fixed object) {
        return object.onHost();
    }

    @Override
    public Ref part(HostPart part, EsxHost host) {
        return part.onHost();
    }

    @Override
    public Ref of(EsxHost host) {
        return new Ref("HostSystem", "ha-host");
    }

    @Override
    public Ref of(VirtualMachine vm) {
        return new Ref("VirtualMachine", vm.localId());
    }

    @Override
    public Ref of(Datastore datastore) {
        return new Ref("Datastore", datastore.uuid());
    }

    @Override
    public Ref browser(Datastore datastore) {
        return new Ref("HostDatastoreBrowser", "ha-host-datastorebrowser-" + datastore.uuid());
    }

    @Override
    public Ref of(Compute compute) {
        return new Ref("ComputeResource", "ha-compute-res");
    }

    @Override
    public Ref pool(Compute compute) {
        return new Ref("ResourcePool", "ha-root-pool");
    }

    @Override
    public Ref of(Datacenter datacenter) {
        return new Ref("Datacenter", "ha-datacenter");
    }

    @Override
    public Ref folder(List<String> path) {
        return the(Fixed.ROOT_FOLDER);
    }

    /// A host by itself has one for all its VMs.
    @Override
    public Ref folder(Datacenter datacenter, DatacenterFolder of, List<String> path) {
        return of.onHost();
    }

    @Override
    public Ref environment(Compute compute) {
        return new Ref("EnvironmentBrowser", "ha-env-browser");
    }

    @Override
    public Ref environment(VirtualMachine vm) {
        return new Ref("EnvironmentBrowser", "ha-env-browser");
    }

    @Override
    public Ref snapshot(VirtualMachine vm, int number) {
        return new Ref("VirtualMachineSnapshot", "%s-snapshot-%d".formatted(vm.localId(), number));
    }

    @Override
    public Ref network(Datacenter datacenter) {
        return new Ref("Network", "HaNetwork-VM Network");
    }
}
