package dev.thruway.lab.esxi;

import dev.thruway.lab.esxi.wire.Value.Ref;
import dev.thruway.lab.world.Datastore;
import dev.thruway.lab.world.Entity;
import dev.thruway.lab.world.EsxHost;
import dev.thruway.lab.world.Vcenter;
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

    /// A folder of VMs, by the names of those above it and its own.
    Ref folder(List<String> path);

    Ref environment(Compute compute);

    Ref environment(VirtualMachine vm);

    /// A snapshot of a VM by its number there.
    Ref snapshot(VirtualMachine vm, int number);

    /// The one network that all hosts have.
    Ref network();

    /// The folder that a VM is in.
    default Ref parent(VirtualMachine vm) {
        return folder(vm.folder());
    }

    default Ref of(Entity entity) {
        return switch (entity) {
            case EsxHost host -> of(host);
            case VirtualMachine vm -> of(vm);
            case Vcenter vcenter -> the(Fixed.DATACENTER);
        };
    }

    static Ref task(String key) {
        return new Ref("Task", key);
    }
}
