package dev.thruway.engine.capture;

import dev.thruway.domain.observation.HostCluster;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// A vCenter.
///
/// @param name what the file calls it, or how it was reached where there is none
/// @param datacenters the names of all that it has
/// @param standalone servers in no cluster
/// @param disconnected servers whose hosts it has no connection to
/// @param appliance the VM that it runs in
public record CapturedVcenter(
        String name,
        String version,
        Optional<String> build,
        String apiVersion,
        Optional<String> instanceUuid,
        List<String> datacenters,
        List<Cluster> clusters,
        List<String> standalone,
        List<String> disconnected,
        Optional<String> appliance) {

    public CapturedVcenter {
        datacenters = List.copyOf(datacenters);
        clusters = List.copyOf(clusters);
        standalone = List.copyOf(standalone);
        disconnected = List.copyOf(disconnected);
    }

    /// A cluster.
    ///
    /// @param drs empty where it was not shown; then HA and the pinned VMs were not either
    /// @param servers those of its hosts that were read
    /// @param pinned VMs that DRS leaves alone
    public record Cluster(
            String name,
            Optional<HostCluster.Drs> drs,
            Ha ha,
            OptionalInt failoverLevel,
            Storage storage,
            List<String> servers,
            List<String> pinned) {
        public Cluster {
            servers = List.copyOf(servers);
            pinned = List.copyOf(pinned);
        }
    }

    /// High availability.
    public enum Ha {
        OFF,
        ON,
        WITH_ADMISSION_CONTROL
    }

    /// Whether its hosts share their disks.
    public enum Storage {
        SEPARATE,
        VSAN
    }
}
