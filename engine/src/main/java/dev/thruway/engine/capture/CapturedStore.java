package dev.thruway.engine.capture;

import java.util.List;

/// A datastore.
///
/// @param type as vSphere names it: `VMFS`, `NFS`, `vsan`
/// @param servers those whose hosts have mounted it
public record CapturedStore(String name, long capacity, String type, List<String> servers) {
    public CapturedStore {
        servers = List.copyOf(servers);
    }
}
