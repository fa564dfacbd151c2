package dev.thruway.lab.world;

import java.util.List;

/// What a world is to begin with.
public record WorldPlan(
        List<ServerPlan> servers, List<SharedDatastore> datastores, List<VcenterPlan> vcenters) {

    public WorldPlan {
        servers = List.copyOf(servers);
        datastores = List.copyOf(datastores);
        vcenters = List.copyOf(vcenters);
    }

    /// A datastore of several servers' hosts.
    public record SharedDatastore(String name, long capacity, List<String> servers) {
        public SharedDatastore {
            servers = List.copyOf(servers);
        }
    }
}
