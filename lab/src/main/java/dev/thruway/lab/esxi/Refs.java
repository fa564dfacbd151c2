package dev.thruway.lab.esxi;

import dev.thruway.lab.esxi.wire.Value.Ref;
import dev.thruway.lab.world.Datacenter;
import dev.thruway.lab.world.Datastore;
import dev.thruway.lab.world.Entity;
import dev.thruway.lab.world.EsxHost;
import dev.thruway.lab.world.VirtualMachine;
import java.util.List;

/// The names of the objects that one server serves.
interface Refs {

    Ref SERVICE_INSTANCE = new Ref("ServiceInstance", "ServiceInstance");

    Ref the(Fixed object);

    Ref part(HostPart part, EsxHost host);

    Ref of(EsxHost host);

    Ref of(VirtualMachine vm);

    Ref of(Datastore datastore);

    /// What lists the files of a datastore.
    Ref browser(Datastore datastore);

    Ref of(Compute compute);

    /// The root resource pool.
    Ref pool(Compute compute);

    Ref of(Datacenter datacenter);

    /// A folder that datacenters are in, by the names of those above it and its own; the root for
    /// none.
    Ref folder(List<String> path);

    /// One of a datacenter's four folders, or one below it.
    Ref folder(Datacenter datacenter, DatacenterFolder of, List<String> path);

    Ref environment(Compute compute);

    Ref environment(VirtualMachine vm);

    /// A snapshot of a VM by its number there.
    Ref snapshot(VirtualMachine vm, int number);

    /// The one network that all hosts of a datacenter have.
    Ref network(Datacenter datacenter);

    default Ref folder(Datacenter datacenter, DatacenterFolder of) {
        return folder(datacenter, of, List.of());
    }

    default Ref of(Entity entity) {
        return switch (entity) {
            case EsxHost host -> of(host);
            case VirtualMachine vm -> of(vm);
            case Datacenter datacenter -> of(datacenter);
        };
    }

    static Ref task(String key) {
        return new Ref("Task", key);
    }
}
