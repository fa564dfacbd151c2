package dev.thruway.lab.esxi;

import dev.thruway.lab.esxi.wire.Value;
import dev.thruway.lab.world.Changes;
import dev.thruway.lab.world.Datacenter;
import dev.thruway.lab.world.EsxHost;
import dev.thruway.lab.world.EventLog;
import dev.thruway.lab.world.LabTask;
import dev.thruway.lab.world.TaskLog;
import dev.thruway.lab.world.Timeline;
import dev.thruway.lab.world.Vcenter;
import dev.thruway.lab.world.VirtualMachine;
import java.util.List;
import java.util.Optional;

/// What a host serves by itself.
final class HostRealm implements Realm {

    private final EsxHost host;
    private final Refs refs = new HostRefs();
    private final Datacenter datacenter;
    private final Compute compute;

    HostRealm(EsxHost host) {
        this.host = host;
        this.datacenter = Datacenter.of(host);
        this.compute = Compute.of(datacenter).getFirst();
    }

    @Override
    public Changes changes() {
        return host.changes();
    }

    @Override
    public Timeline timeline() {
        return host.timeline();
    }

    @Override
    public TaskLog tasks() {
        return host.tasks();
    }

    @Override
    public EventLog events() {
        return host.events();
    }

    @Override
    public Refs refs() {
        return refs;
    }

    @Override
    public Value.Data about() {
        return ServiceObjects.about(host);
    }

    @Override
    public List<Datacenter> datacenters() {
        return List.of(datacenter);
    }

    @Override
    public Datacenter datacenterOf(EsxHost other) {
        return datacenter;
    }

    @Override
    public Compute computeOf(EsxHost other) {
        return compute;
    }

    /// Which VMs it has changes.
    @Override
    public Optional<VirtualMachine> vm(Value.Ref ref) {
        return host.vms().stream().filter(vm -> refs.of(vm).equals(ref)).findFirst();
    }

    @Override
    public Optional<Vcenter> vcenter() {
        return Optional.empty();
    }

    @Override
    public boolean answering() {
        return host.answering();
    }

    @Override
    public int starts() {
        return host.boots();
    }

    @Override
    public EsxHost.Licence licence() {
        return host.identity().licence();
    }

    /// The fault of a host in lockdown mode, as PowerCLI's users quote it.
    @Override
    public void requireOpen() {
        if (host.lockdown() != EsxHost.Lockdown.DISABLED) {
            throw new VimFault(
                    Value.data("NoPermission")
                            .set("object", refs.the(Fixed.ROOT_FOLDER))
                            .set("privilegeId", "System.View")
                            .build(),
                    "Permission to perform this operation was denied.");
        }
    }

    @Override
    public void requireReachable(EsxHost other) {}

    @Override
    public Vcenter.Connection connection(EsxHost other) {
        return Vcenter.Connection.CONNECTED;
    }

    @Override
    public void event(String user, String type, String message) {
        host.events().host(host, user, type, message);
    }

    @Override
    public Value.Ref task(TaskLog origin, LabTask task) {
        return Refs.task(task.key());
    }
}
