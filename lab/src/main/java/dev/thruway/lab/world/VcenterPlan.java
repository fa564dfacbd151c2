package dev.thruway.lab.world;

import java.util.List;
import java.util.Optional;

/// What a vCenter is to begin with. Servers and VMs are meant by their names.
///
/// @param name what the lab calls it
/// @param standalone servers in no cluster
/// @param disconnected servers whose hosts it has let go of
/// @param appliance the VM that it runs in
/// @param withheld privileges that its login lacks
public record VcenterPlan(
        String name,
        Vcenter.Identity identity,
        List<ClusterPlan> clusters,
        List<String> standalone,
        List<String> disconnected,
        Optional<String> appliance,
        List<String> withheld) {

    public VcenterPlan {
        clusters = List.copyOf(clusters);
        standalone = List.copyOf(standalone);
        disconnected = List.copyOf(disconnected);
        withheld = List.copyOf(withheld);
    }

    /// A cluster to begin with.
    ///
    /// @param pinned VMs that DRS leaves alone
    public record ClusterPlan(
            String name,
            Cluster.Drs drs,
            Cluster.Ha ha,
            Cluster.Storage storage,
            List<String> servers,
            List<String> pinned) {
        public ClusterPlan {
            servers = List.copyOf(servers);
            pinned = List.copyOf(pinned);
        }
    }
}
