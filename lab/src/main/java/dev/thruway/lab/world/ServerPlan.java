package dev.thruway.lab.world;

import dev.thruway.domain.pci.PciAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a server is to begin with.
///
/// @param bios settings in effect
/// @param graphics what the host does with its cards, where it is not the usual
/// @param rearranged devices that are found at another address at the next POST
public record ServerPlan(
        String name,
        Server.Hardware hardware,
        Map<String, String> bios,
        EsxHost.Identity host,
        EsxHost.Lockdown lockdown,
        Map<PciAddress, GraphicsMode> graphics,
        Map<PciAddress, PciAddress> rearranged,
        DatastorePlan datastore,
        List<VmPlan> vms) {

    public ServerPlan {
        bios = Map.copyOf(bios);
        graphics = Map.copyOf(graphics);
        rearranged = Map.copyOf(rearranged);
        vms = List.copyOf(vms);
    }

    /// The datastore that a host begins with.
    public record DatastorePlan(String name, long capacity) {}

    /// A VM to begin with.
    ///
    /// @param hostname of the guest inside
    /// @param datastore a shared one that its files are on; empty for the host's own
    /// @param reach how its guest is reached from outside
    /// @param power as it is when the world begins
    /// @param snapshots the names of those that it has, the oldest first
    public record VmPlan(
            VirtualMachine.Identity identity,
            VmConfig config,
            String hostname,
            String address,
            Optional<String> datastore,
            Reach reach,
            PowerState power,
            List<String> snapshots) {
        public VmPlan {
            snapshots = List.copyOf(snapshots);
        }
    }

    /// How a guest is reached from outside.
    public enum Reach {
        SSH,
        NOT_AT_ALL
    }
}
