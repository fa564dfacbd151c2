package dev.thruway.lab.esxi;

import dev.thruway.lab.esxi.wire.Value;
import dev.thruway.lab.world.Changes;
import dev.thruway.lab.world.Datacenter;
import dev.thruway.lab.world.Datastore;
import dev.thruway.lab.world.EsxHost;
import dev.thruway.lab.world.EventLog;
import dev.thruway.lab.world.LabTask;
import dev.thruway.lab.world.TaskLog;
import dev.thruway.lab.world.Timeline;
import dev.thruway.lab.world.Vcenter;
import dev.thruway.lab.world.VirtualMachine;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/// The part of the world that one server serves: a host's own, or a vCenter's. The objects in it
/// are the same; their names, and who keeps tasks and events, are not.
interface Realm {

    Changes changes();

    Timeline timeline();

    TaskLog tasks();

    EventLog events();

    Refs refs();

    Value.Data about();

    /// At least one.
    List<Datacenter> datacenters();

    Datacenter datacenterOf(EsxHost host);

    Compute computeOf(EsxHost host);

    /// The VM that has a name.
    Optional<VirtualMachine> vm(Value.Ref ref);

    /// The vCenter that serves; empty where a host does.
    Optional<Vcenter> vcenter();

    /// Whether its services answer.
    boolean answering();

    /// Counts its starts: an open session does not survive one.
    int starts();

    /// The edition by which its API may write.
    EsxHost.Licence licence();

    /// Refuses a login that is right, where nobody may log in.
    void requireOpen();

    /// Refuses what needs a host that does not answer.
    void requireReachable(EsxHost host);

    Vcenter.Connection connection(EsxHost host);

    /// Writes down a login or a logout.
    void event(String user, String type, String message);

    /// What a task that a host began is called here.
    Value.Ref task(TaskLog origin, LabTask task);

    default List<EsxHost> hosts() {
        return datacenters().stream().flatMap(d -> d.hosts().stream()).toList();
    }

    /// The folder that a VM is in.
    default Value.Ref parent(VirtualMachine vm) {
        return refs().folder(datacenterOf(vm.host()), DatacenterFolder.VM, vm.folder());
    }

    default List<VirtualMachine> vms() {
        return hosts().stream().flatMap(h -> h.vms().stream()).toList();
    }

    default List<Datastore> datastores() {
        return datastores(hosts());
    }

    private static List<Datastore> datastores(List<EsxHost> hosts) {
        var all = new LinkedHashSet<Datastore>();
        hosts.forEach(host -> all.addAll(host.datastores()));
        return List.copyOf(all);
    }

    /// Those of a datacenter. One that hosts of several have mounted is in the first of these.
    default List<Datastore> datastores(Datacenter datacenter) {
        return datastores(datacenter.hosts()).stream()
                .filter(d -> datacenterOf(d).equals(datacenter))
                .toList();
    }

    default Datacenter datacenterOf(Datastore datastore) {
        return datacenters().stream()
                .filter(d -> d.hosts().stream().anyMatch(h -> h.datastores().contains(datastore)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("not here: " + datastore.name()));
    }

    /// The hosts that have mounted a datastore.
    default List<EsxHost> hostsOf(Datastore datastore) {
        return hosts().stream().filter(h -> h.datastores().contains(datastore)).toList();
    }

    default List<VirtualMachine> vmsOn(Datastore datastore) {
        return vms().stream().filter(vm -> vm.datastore() == datastore).toList();
    }
}
