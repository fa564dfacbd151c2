package dev.thruway.engine.capture;

import dev.thruway.domain.observation.HostCluster;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// A vCenter.
///
/// @param name what the file calls it, or how it was reached where there is none
/// @param disconnected servers whose hosts it has no connection to
/// @param appliance the VM that it runs in
public record CapturedVcenter(
        String name,
        String version,
        Optional<String> build,
        String apiVersion,
        Optional<String> instanceUuid,
        List<Datacenter> datacenters,
        List<String> disconnected,
        Optional<String> appliance) {

    public CapturedVcenter {
        datacenters = List.copyOf(datacenters);
        disconnected = List.copyOf(disconnected);
    }

    /// A datacenter with hosts that were read.
    ///
    /// @param folder those of the inventory that it is in, from the top
    /// @param standalone servers in no cluster
    public record Datacenter(
            String name, List<String> folder, List<Cluster> clusters, List<Alone> standalone) {
        public Datacenter {
            folder = List.copyOf(folder);
            clusters = List.copyOf(clusters);
            standalone = List.copyOf(standalone);
        }
    }

    /// A server in no cluster.
    ///
    /// @param folder those of the datacenter's hosts that it is in, from the top
    public record Alone(String server, List<String> folder) {
        public Alone {
            folder = List.copyOf(folder);
        }
    }

    /// A cluster.
    ///
    /// @param folder those of the datacenter's hosts that it is in, from the top
    /// @param drs empty where it was not shown; then HA and the pinned VMs were not either
    /// @param servers those of its hosts that were read
    /// @param pinned VMs that DRS leaves alone
    public record Cluster(
            String name,
            List<String> folder,
            Optional<HostCluster.Drs> drs,
            Ha ha,
            OptionalInt failoverLevel,
            Storage storage,
            List<String> servers,
            List<String> pinned) {
        public Cluster {
            folder = List.copyOf(folder);
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
