package dev.thruway.lab.world;

import java.util.List;
import java.util.Map;

/// What a world is to begin with.
public record WorldPlan(
        List<ServerPlan> servers, List<SharedDatastore> datastores, List<VcenterPlan> vcenters) {

    public WorldPlan {
        servers = List.copyOf(servers);
        datastores = List.copyOf(datastores);
        vcenters = List.copyOf(vcenters);
    }

    /// A datastore of several servers' hosts.
    ///
    /// @param files what is in those that it has beside those of VMs, by their paths
    public record SharedDatastore(
            String name, long capacity, List<String> servers, Map<String, String> files) {
        public SharedDatastore {
            files = Map.copyOf(files);
            servers = List.copyOf(servers);
        }
    }
}
