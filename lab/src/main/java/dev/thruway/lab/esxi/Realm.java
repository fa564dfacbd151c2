package dev.thruway.lab.esxi;

import dev.thruway.lab.esxi.wire.Value;
import dev.thruway.lab.world.Changes;
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

    /// The name of its datacenter.
    String datacenter();

    List<Compute> computes();

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
        return computes().stream().flatMap(c -> c.hosts().stream()).toList();
    }

    default List<VirtualMachine> vms() {
        return hosts().stream().flatMap(h -> h.vms().stream()).toList();
    }

    default List<Datastore> datastores() {
        var all = new LinkedHashSet<Datastore>();
        hosts().forEach(host -> all.addAll(host.datastores()));
        return List.copyOf(all);
    }

    /// The hosts that have mounted a datastore.
    default List<EsxHost> hostsOf(Datastore datastore) {
        return hosts().stream().filter(h -> h.datastores().contains(datastore)).toList();
    }

    default List<VirtualMachine> vmsOn(Datastore datastore) {
        return vms().stream().filter(vm -> vm.datastore() == datastore).toList();
    }

    default Compute computeOf(EsxHost host) {
        return computes().stream()
                .filter(c -> c.hosts().contains(host))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("not here: " + host.name()));
    }
}
