package dev.thruway.domain.observation;

import java.util.Set;

/// The cluster of a host, as far as it matters when the host leaves it for a while.
///
/// @param otherHosts how many others could take its VMs now
/// @param staying by their instance UUIDs, VMs of the host that DRS does not move: because of a
///   setting of their own, or because no other host has their storage
public record HostCluster(String name, Drs drs, Ha ha, int otherHosts, Set<String> staying) {

    public HostCluster {
        staying = Set.copyOf(staying);
    }

    /// What DRS does with VMs when a host leaves.
    public enum Drs {
        OFF("disabled"),
        MANUAL("manual"),
        PARTIAL("partiallyAutomated"),
        FULL("fullyAutomated");

        private final String word;

        Drs(String word) {
            this.word = word;
        }

        /// As vim spells its DrsBehavior.
        public String word() {
            return word;
        }
    }

    /// Whether HA keeps capacity free.
    public enum Ha {
        NO_ADMISSION_CONTROL,
        ADMISSION_CONTROL
    }

    /// Whether VMs that can move are moved away by the cluster itself.
    public boolean evacuates() {
        return drs == Drs.FULL && otherHosts > 0;
    }

    /// Whether a VM is among them.
    public boolean evacuates(RunningVm vm) {
        return evacuates()
                && vm.mobility() == RunningVm.Mobility.FREE
                && !staying.contains(vm.uuid());
    }
}
