package dev.thruway.lab.world;

import java.util.List;
import java.util.OptionalInt;

/// A cluster of hosts in a vCenter.
///
/// @param folder of the datacenter's hosts that it is in, from the top
/// @param pinned the VMs that DRS leaves alone, whatever the cluster's automation
public record Cluster(
        String name,
        List<String> folder,
        Drs drs,
        Ha ha,
        Storage storage,
        List<EsxHost> hosts,
        List<VirtualMachine> pinned) {

    public Cluster {
        folder = List.copyOf(folder);
        hosts = List.copyOf(hosts);
        pinned = List.copyOf(pinned);
    }

    /// What DRS does by itself.
    public enum Drs {
        OFF("fullyAutomated"),
        MANUAL("manual"),
        PARTIALLY_AUTOMATED("partiallyAutomated"),
        FULLY_AUTOMATED("fullyAutomated");

        private final String wire;

        Drs(String wire) {
            this.wire = wire;
        }

        /// As `DrsBehavior` spells it; one that is switched off keeps the default.
        public String wire() {
            return wire;
        }

        public boolean enabled() {
            return this != OFF;
        }
    }

    /// High availability.
    public sealed interface Ha {

        /// Switched off.
        record Off() implements Ha {}

        /// Restarts VMs of a host that failed.
        ///
        /// @param failoverLevel how many hosts may fail; empty where admission control is off
        record On(OptionalInt failoverLevel) implements Ha {}
    }

    /// What the hosts' disks are to the cluster.
    public enum Storage {
        SEPARATE,
        VSAN
    }

    /// Whether admission control lets one more host go. How a real vCenter counts is by slots or by
    /// percentages; here a host more than the failover level has to stay while a VM runs.
    boolean canLose(Vcenter vcenter, EsxHost leaving) {
        if (!(ha instanceof Ha.On(var level)) || level.isEmpty()) {
            return true;
        }
        long staying = hosts.stream().filter(h -> h != leaving && vcenter.usable(h)).count();
        return staying > level.getAsInt() || hosts.stream().allMatch(EsxHost::noneRuns);
    }
}
