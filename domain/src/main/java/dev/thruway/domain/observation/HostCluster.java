package dev.thruway.domain.observation;

/// The cluster of a host, as far as it matters when the host leaves it for a while.
///
/// @param otherHosts how many others could take its VMs now
public record HostCluster(String name, Drs drs, Ha ha, int otherHosts) {

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
}
