package dev.thruway.lab.world;

import dev.thruway.domain.pci.PciAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a server is to begin with.
///
/// @param bios settings in effect
/// @param bmc whether it has a management controller
/// @param rearranged devices that are found at another address at the next POST
public record ServerPlan(
        String name,
        Server.Hardware hardware,
        Map<String, String> bios,
        EsxHost.Identity host,
        HostState state,
        Management bmc,
        Map<PciAddress, PciAddress> rearranged,
        Optional<DatastorePlan> datastore,
        List<VmPlan> vms) {

    public ServerPlan {
        bios = Map.copyOf(bios);
        rearranged = Map.copyOf(rearranged);
        vms = List.copyOf(vms);
    }

    /// Whether a server has a management controller that answers.
    public enum Management {
        PRESENT,
        NONE
    }

    /// How a host is when the world begins.
    ///
    /// @param hidden what it does not show
    /// @param graphics what it does with its cards, where it is not the usual
    /// @param passthrough of its devices, where it is not off
    public record HostState(
            EsxHost.Lockdown lockdown,
            EsxHost.Maintenance maintenance,
            Set<EsxHost.Hidden> hidden,
            Map<PciAddress, GraphicsMode> graphics,
            Map<PciAddress, Passthrough> passthrough) {

        public HostState {
            hidden = Set.copyOf(hidden);
            graphics = Map.copyOf(graphics);
            passthrough = Map.copyOf(passthrough);
        }
    }

    /// The datastore that a host begins with.
    ///
    /// @param files what is in those that it has beside those of VMs, by their paths
    public record DatastorePlan(String name, long capacity, Map<String, String> files) {
        public DatastorePlan {
            files = Map.copyOf(files);
        }
    }

    /// A VM to begin with.
    ///
    /// @param folder of the inventory below the one of all VMs, from the top; empty for that one
    /// @param datastore a shared one that its files are on; empty for the host's own
    /// @param power as it is when the world begins
    /// @param snapshots the names of those that it has, the oldest first
    public record VmPlan(
            VirtualMachine.Identity identity,
            VmConfig config,
            List<String> folder,
            GuestPlan guest,
            Optional<String> datastore,
            PowerState power,
            List<String> snapshots) {
        public VmPlan {
            folder = List.copyOf(folder);
            snapshots = List.copyOf(snapshots);
        }
    }

    /// The guest in a VM.
    ///
    /// @param hostname what it tells its host; empty where it tells nothing
    /// @param address what it tells its host; empty where it tells nothing
    /// @param reach how it is reached from outside
    public record GuestPlan(
            Optional<String> hostname, Optional<String> address, Reach reach, Tools tools) {}

    /// Whether VMware Tools run in a guest that runs.
    public enum Tools {
        RUNNING,
        ABSENT
    }

    /// How a guest is reached from outside.
    public enum Reach {
        SSH,
        NOT_AT_ALL
    }
}
