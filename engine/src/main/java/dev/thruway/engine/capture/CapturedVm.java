package dev.thruway.engine.capture;

import dev.thruway.domain.check.VmFacts;
import dev.thruway.domain.observation.VmState;
import java.util.List;
import java.util.Optional;

/// A VM. What its server leaves out is empty.
///
/// @param folder those of the inventory that it is in, below the one of all VMs
/// @param files where its configuration file is: `[datastore1] gpu02/gpu02.vmx`
/// @param snapshots their names, the oldest first
/// @param guestInFile whether the file says how its guest is reached
public record CapturedVm(
        VmState state,
        VmFacts facts,
        List<String> folder,
        Optional<String> biosUuid,
        Optional<String> files,
        Guest guest,
        Processors processors,
        Optional<String> managedByType,
        List<Disk> disks,
        List<Nic> nics,
        List<HostDevice> devices,
        List<String> snapshots,
        boolean guestInFile) {

    public CapturedVm {
        folder = List.copyOf(folder);
        disks = List.copyOf(disks);
        nics = List.copyOf(nics);
        devices = List.copyOf(devices);
        snapshots = List.copyOf(snapshots);
    }

    CapturedVm withGuestInFile() {
        return new CapturedVm(
                state,
                facts,
                folder,
                biosUuid,
                files,
                guest,
                processors,
                managedByType,
                disks,
                nics,
                devices,
                snapshots,
                true);
    }

    /// The operating system that it is set up for, and what the guest tells.
    public record Guest(
            Optional<String> id,
            Optional<String> name,
            Optional<String> hostname,
            Optional<String> address) {}

    /// Virtual processors.
    public record Processors(int count, int coresPerSocket) {}

    /// A disk by its size.
    public record Disk(long kib) {}

    /// A network card.
    public record Nic(String network, Optional<String> mac) {}

    /// A device of the host, where VmState has it without what only a copy wants.
    ///
    /// @param name of the product, as the VM remembers it
    /// @param profile of a vGPU
    public record HostDevice(
            int key, Optional<Integer> unit, String name, Optional<String> profile) {}
}
