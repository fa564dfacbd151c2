package dev.thruway.lab.world;

import java.util.List;
import java.util.Optional;

/// What a vCenter is to begin with. Servers and VMs are meant by their names.
///
/// @param name what the lab calls it
/// @param disconnected servers whose hosts it has let go of
/// @param appliance the VM that it runs in
/// @param withheld privileges that its login lacks
public record VcenterPlan(
        String name,
        Vcenter.Identity identity,
        List<DatacenterPlan> datacenters,
        List<String> disconnected,
        Optional<String> appliance,
        List<Withheld> withheld) {

    public VcenterPlan {
        datacenters = List.copyOf(datacenters);
        disconnected = List.copyOf(disconnected);
        withheld = List.copyOf(withheld);
    }

    /// A datacenter to begin with.
    ///
    /// @param folder of the inventory that it is in, from the top
    /// @param standalone servers in no cluster
    public record DatacenterPlan(
            String name,
            List<String> folder,
            List<ClusterPlan> clusters,
            List<AlonePlan> standalone) {
        public DatacenterPlan {
            folder = List.copyOf(folder);
            clusters = List.copyOf(clusters);
            standalone = List.copyOf(standalone);
        }
    }

    /// A server in no cluster.
    ///
    /// @param folder of the datacenter's hosts that it is in, from the top
    public record AlonePlan(String server, List<String> folder) {
        public AlonePlan {
            folder = List.copyOf(folder);
        }
    }

    /// A cluster to begin with.
    ///
    /// @param folder of the datacenter's hosts that it is in, from the top
    /// @param pinned VMs that DRS leaves alone
    public record ClusterPlan(
            String name,
            List<String> folder,
            Cluster.Drs drs,
            Cluster.Ha ha,
            Cluster.Storage storage,
            List<String> servers,
            List<String> pinned) {
        public ClusterPlan {
            folder = List.copyOf(folder);
            servers = List.copyOf(servers);
            pinned = List.copyOf(pinned);
        }
    }
}
