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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a vCenter serves: all its hosts with what is on them.
final class VcenterRealm implements Realm {

    private final Vcenter vcenter;
    private final Refs refs;
    private final Map<EsxHost, Compute> computes = new HashMap<>();
    private final Map<Value.Ref, VirtualMachine> vms = new HashMap<>();

    VcenterRealm(Vcenter vcenter) {
        this.vcenter = vcenter;
        this.refs = new VcenterRefs(vcenter);
        for (var datacenter : vcenter.datacenters()) {
            for (var compute : Compute.of(datacenter)) {
                compute.hosts().forEach(host -> computes.put(host, compute));
            }
        }
        vcenter.hosts().forEach(host -> host.vms().forEach(vm -> vms.put(refs.of(vm), vm)));
    }

    @Override
    public Changes changes() {
        return vcenter.changes();
    }

    @Override
    public Timeline timeline() {
        return vcenter.timeline();
    }

    @Override
    public TaskLog tasks() {
        return vcenter.tasks();
    }

    @Override
    public EventLog events() {
        return vcenter.events();
    }

    @Override
    public Refs refs() {
        return refs;
    }

    @Override
    public Value.Data about() {
        return ServiceObjects.about(vcenter);
    }

    @Override
    public List<Datacenter> datacenters() {
        return vcenter.datacenters();
    }

    @Override
    public Datacenter datacenterOf(EsxHost host) {
        return vcenter.datacenterOf(host);
    }

    @Override
    public Compute computeOf(EsxHost host) {
        var compute = computes.get(host);
        if (compute == null) {
            throw new IllegalArgumentException("not here: " + host.name());
        }
        return compute;
    }

    /// A VM stays, whichever host it moves to.
    @Override
    public Optional<VirtualMachine> vm(Value.Ref ref) {
        return Optional.ofNullable(vms.get(ref));
    }

    @Override
    public Optional<Vcenter> vcenter() {
        return Optional.of(vcenter);
    }

    @Override
    public boolean answering() {
        return vcenter.answering();
    }

    @Override
    public int starts() {
        return vcenter.starts();
    }

    @Override
    public EsxHost.Licence licence() {
        return EsxHost.Licence.EVALUATION;
    }

    @Override
    public void requireOpen() {}

    @Override
    public void requireReachable(EsxHost host) {
        vcenter.requireConnected(host);
    }

    @Override
    public Vcenter.Connection connection(EsxHost host) {
        return vcenter.connection(host);
    }

    @Override
    public void event(String user, String type, String message) {
        vcenter.events().session(user, type, message);
    }

    @Override
    public Value.Ref task(TaskLog origin, LabTask task) {
        return Refs.task(
                origin == vcenter.tasks()
                        ? task.key()
                        : vcenter.tasks().keyOfCopy(origin, task.key()));
    }
}
