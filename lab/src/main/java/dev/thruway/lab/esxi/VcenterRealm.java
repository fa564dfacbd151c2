package dev.thruway.lab.esxi;

import dev.thruway.lab.esxi.wire.Value;
import dev.thruway.lab.world.Changes;
import dev.thruway.lab.world.EsxHost;
import dev.thruway.lab.world.EventLog;
import dev.thruway.lab.world.LabTask;
import dev.thruway.lab.world.TaskLog;
import dev.thruway.lab.world.Timeline;
import dev.thruway.lab.world.Vcenter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a vCenter serves: all its hosts with what is on them.
final class VcenterRealm implements Realm {

    private final Vcenter vcenter;
    private final Refs refs;
    private final List<Compute> computes;

    VcenterRealm(Vcenter vcenter) {
        this.vcenter = vcenter;
        this.refs = new VcenterRefs(vcenter);
        var all = new ArrayList<Compute>();
        vcenter.clusters().forEach(cluster -> all.add(new Compute.Clustered(cluster)));
        vcenter.standalone().forEach(host -> all.add(new Compute.Alone(host)));
        this.computes = List.copyOf(all);
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
    public String datacenter() {
        return vcenter.identity().datacenter();
    }

    @Override
    public List<Compute> computes() {
        return computes;
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
