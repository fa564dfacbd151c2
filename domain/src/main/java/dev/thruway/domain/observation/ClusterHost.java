package dev.thruway.domain.observation;

import dev.thruway.domain.pci.ByteSize;
import java.util.Set;

/// One host of a cluster in which the file has VMs.
///
/// @param id by which a VM names it ([VmState#host])
/// @param unreserved memory that no VM that runs there has reserved
/// @param without by their instance UUIDs, VMs of the cluster whose storage it does not have
public record ClusterHost(
        String id,
        String name,
        Service service,
        Observed<HostObservation> host,
        Observed<ByteSize> unreserved,
        Set<String> without) {

    /// Whether VMs can be started on it at all.
    public enum Service {
        IN_SERVICE("connected"),
        MAINTENANCE("maintenance mode"),
        DISCONNECTED("disconnected"),
        NOT_RESPONDING("notResponding");

        private final String word;

        Service(String word) {
            this.word = word;
        }

        /// As vim spells its HostSystemConnectionState.
        public String word() {
            return word;
        }
    }

    public ClusterHost {
        without = Set.copyOf(without);
    }

    ClusterHost with(Observed<HostObservation> other) {
        return new ClusterHost(id, name, service, other, unreserved, without);
    }
}
