package dev.thruway.lab.world;

import java.util.List;
import java.util.Map;

/// What a server is to begin with.
///
/// @param bios settings in effect
/// @param vms all of them powered off
public record ServerPlan(
        String name,
        Server.Hardware hardware,
        Map<String, String> bios,
        EsxHost.Identity host,
        DatastorePlan datastore,
        List<VmPlan> vms) {

    public ServerPlan {
        bios = Map.copyOf(bios);
        vms = List.copyOf(vms);
    }

    /// The datastore that a host begins with.
    public record DatastorePlan(String name, long capacity) {}

    /// A VM to begin with.
    ///
    /// @param hostname of the guest inside
    public record VmPlan(
            VirtualMachine.Identity identity, VmConfig config, String hostname, String address) {}
}
