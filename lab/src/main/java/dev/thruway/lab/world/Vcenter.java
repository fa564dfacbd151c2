package dev.thruway.lab.world;

import dev.thruway.lab.world.Refusal.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A vCenter: datacenters with clusters and hosts. It may run in a VM on one of them, and is gone
/// while that is off.
public final class Vcenter {

    /// From the appliance's power-on until its services answer.
    private static final Duration START = Duration.ofMinutes(5);

    private static final Duration CONNECT = Duration.ofSeconds(4);

    private final Identity identity;
    private final Changes changes;
    private final Timeline timeline;
    private final TaskLog tasks;
    private final EventLog events;
    private final List<Datacenter> datacenters;
    private final Map<EsxHost, Datacenter> datacenterOf = new HashMap<>();
    private final Map<EsxHost, Cluster> clusterOf = new HashMap<>();
    private final Optional<VirtualMachine> appliance;
    private final List<Withheld> withheld;
    private final PowerOnPlacement placement = new PowerOnPlacement(this);
    private final Set<EsxHost> disconnected = new HashSet<>();
    private boolean up = true;
    private int starts = 1;

    /// What never changes about a vCenter.
    public record Identity(
            String name, String instanceUuid, String version, String build, String apiVersion) {}

    /// What a vCenter holds.
    ///
    /// @param appliance the VM that it runs in; empty where that is elsewhere
    /// @param withheld privileges that its login lacks
    record Holdings(
            List<Datacenter> datacenters,
            Optional<VirtualMachine> appliance,
            List<Withheld> withheld) {
        Holdings {
            datacenters = List.copyOf(datacenters);
            withheld = List.copyOf(withheld);
        }
    }

    /// Whether a host answers its vCenter.
    public enum Connection {
        CONNECTED("connected"),
        DISCONNECTED("disconnected"),
        NOT_RESPONDING("notResponding");

        private final String wire;

        Connection(String wire) {
            this.wire = wire;
        }

        /// As `HostSystemConnectionState` spells it.
        public String wire() {
            return wire;
        }
    }

    Vcenter(Identity identity, Holdings holdings, Changes changes, Timeline timeline) {
        this.identity = identity;
        this.datacenters = holdings.datacenters();
        this.appliance = holdings.appliance();
        this.withheld = holdings.withheld();
        this.changes = changes;
        this.timeline = timeline;
        this.tasks = new TaskLog(changes, timeline, TaskLog.Keys.VCENTER);
        this.events = new EventLog(changes, timeline, host -> datacenterOf(host).name());
        datacenters.forEach(this::remember);
        hosts().forEach(host -> host.joins(this));
        appliance.ifPresent(vm -> vm.onPower(this::applianceIs));
    }

    private void remember(Datacenter datacenter) {
        datacenter.hosts().forEach(host -> datacenterOf.put(host, datacenter));
        for (var cluster : datacenter.clusters()) {
            cluster.hosts().forEach(host -> clusterOf.put(host, cluster));
        }
    }

    private void applianceIs(PowerState power) {
        int mine = ++starts;
        up = false;
        if (power == PowerState.POWERED_ON) {
            timeline.after(
                    START,
                    () ->
                            changes.write(() -> {
                                up |= mine == starts;
                            }));
        }
    }

    /// Where DRS powers VMs on.
    public PowerOnPlacement placement() {
        return placement;
    }

    public Identity identity() {
        return identity;
    }

    /// Privileges that its login lacks.
    public List<Withheld> withheld() {
        return withheld;
    }

    public String name() {
        return identity.name();
    }

    public Changes changes() {
        return changes;
    }

    public Timeline timeline() {
        return timeline;
    }

    public TaskLog tasks() {
        return tasks;
    }

    public EventLog events() {
        return events;
    }

    public List<Datacenter> datacenters() {
        return datacenters;
    }

    /// The one that a host of its own is in.
    public Datacenter datacenterOf(EsxHost host) {
        var datacenter = datacenterOf.get(host);
        if (datacenter == null) {
            throw new IllegalArgumentException("not in this vCenter: " + host.name());
        }
        return datacenter;
    }

    /// All its hosts.
    public List<EsxHost> hosts() {
        var all = new ArrayList<EsxHost>();
        datacenters.forEach(datacenter -> all.addAll(datacenter.hosts()));
        return List.copyOf(all);
    }

    public Optional<Cluster> clusterOf(EsxHost host) {
        return Optional.ofNullable(clusterOf.get(host));
    }

    /// Whether it can be reached at all.
    public boolean powered() {
        return changes.read(
                () -> appliance.filter(vm -> vm.power() != PowerState.POWERED_ON).isEmpty());
    }

    /// Whether its services answer.
    public boolean answering() {
        return changes.read(() -> up && powered());
    }

    /// Counts its starts: an open session does not survive one.
    public int starts() {
        return changes.read(() -> starts);
    }

    /// Whether a host answers it.
    public Connection connection(EsxHost host) {
        return changes.read(() -> {
            if (disconnected.contains(host)) {
                return Connection.DISCONNECTED;
            }
            return host.answering() ? Connection.CONNECTED : Connection.NOT_RESPONDING;
        });
    }

    /// Refuses what needs a host that does not answer.
    public void requireConnected(EsxHost host) {
        switch (connection(host)) {
            case CONNECTED -> {}
            case DISCONNECTED -> throw new Refusal(new Reason.HostNotConnected());
            case NOT_RESPONDING -> throw new Refusal(new Reason.HostNotResponding());
        }
    }

    /// Whether VMs can be moved to a host.
    boolean usable(EsxHost host) {
        return connection(host) == Connection.CONNECTED && !host.inMaintenance();
    }

    /// Lets go of a host; its VMs go on.
    public LabTask disconnect(EsxHost host) {
        return tasks.run(
                host.subject(),
                "HostSystem.disconnect",
                CONNECT,
                () -> {
                    disconnected.add(host);
                    hostEvent(
                            host,
                            "HostDisconnectedEvent",
                            "Disconnected from %s in {datacenter}. Reason: User requested");
                });
    }

    /// Takes a host back.
    public LabTask reconnect(EsxHost host) {
        return tasks.run(
                host.subject(),
                "HostSystem.reconnect",
                CONNECT,
                () -> {
                    if (!host.answering()) {
                        throw new Refusal(new Reason.HostNotResponding());
                    }
                    disconnected.remove(host);
                    connected(host);
                });
    }

    /// As a host is that was let go of before the world began.
    void beginsDisconnected(EsxHost host) {
        changes.write(() -> disconnected.add(host));
    }

    /// Enters maintenance mode: as soon as no VM runs there, from where DRS may move them away.
    public LabTask enterMaintenance(EsxHost host, Duration timeout, Evacuation.Wish wish) {
        return changes.write(() -> {
            requireConnected(host);
            if (clusterOf(host).filter(c -> !c.canLose(this, host)).isPresent()) {
                return host.tasks()
                        .refused(
                                host.subject(),
                                EsxHost.ENTER_MAINTENANCE,
                                new Reason.InsufficientFailover());
            }
            hostEvent(
                    host,
                    "EnteringMaintenanceModeEvent",
                    "Host %s in {datacenter} has started to enter maintenance mode");
            return host.enterMaintenance(timeout, new Evacuation(this, host, wish)::step);
        });
    }

    void lost(EsxHost host) {
        if (!disconnected.contains(host)) {
            hostEvent(host, "HostConnectionLostEvent", "Host %s in {datacenter} is not responding");
        }
    }

    void found(EsxHost host) {
        if (!disconnected.contains(host)) {
            connected(host);
        }
    }

    private void connected(EsxHost host) {
        hostEvent(host, "HostConnectedEvent", "Connected to %s in {datacenter}");
    }

    private void hostEvent(EsxHost host, String type, String message) {
        events.host(host, "", type, message.formatted(host.name()));
    }
}
