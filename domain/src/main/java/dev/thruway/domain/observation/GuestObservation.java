package dev.thruway.domain.observation;

import dev.thruway.domain.pci.Bar;
import dev.thruway.domain.pci.PciAddress;
import dev.thruway.domain.pci.PciIds;
import java.util.List;
import java.util.Optional;

/// What the guest says about itself.
///
/// @param distribution `ID` of os-release, such as `ubuntu`
/// @param distributionVersion `VERSION_ID` of os-release, such as `24.04`
/// @param kernel the running kernel's release
/// @param bootId Linux's boot id: another one proves a reboot
/// @param secureBoot whether the running kernel was started under Secure Boot
/// @param openDrivers which of nouveau and nova are loaded, and which could be
/// @param gpus NVIDIA display functions on the guest's PCI bus
/// @param others further devices there that are no GPUs, and that the kernel has switched on
/// @param smi what nvidia-smi lists
/// @param cudaProof the last proof by a kernel on each GPU, if it still stands for this boot
/// @param before what Thruway noted in the guest before it changed it
public record GuestObservation(
        String distribution,
        String distributionVersion,
        String kernel,
        String bootId,
        Observed<Boolean> secureBoot,
        OpenDrivers openDrivers,
        GuestDriver driver,
        List<Function> gpus,
        List<Function> others,
        SmiAnswer smi,
        Optional<CudaProof> cudaProof,
        Optional<GuestBefore> before) {

    public GuestObservation {
        gpus = List.copyOf(gpus);
        others = List.copyOf(others);
    }

    /// The kernel's own drivers that must leave the card alone.
    ///
    /// @param loaded modules loaded now
    /// @param loadable modules that the next boot may load
    public record OpenDrivers(List<String> loaded, Observed<List<String>> loadable) {
        public OpenDrivers {
            loaded = List.copyOf(loaded);
            loadable = loadable.map(List::copyOf);
        }
    }

    /// NVIDIA's driver.
    ///
    /// @param installed version of the module on disk for the running kernel
    /// @param loaded version of the module in the kernel
    public record GuestDriver(Optional<String> installed, Optional<String> loaded) {}

    /// A device on the guest's bus.
    ///
    /// @param unassigned indexes of BARs that got no address
    /// @param bars those that got one
    public record Function(
            PciAddress address, PciIds ids, List<Integer> unassigned, List<Bar> bars) {
        public Function {
            unassigned = List.copyOf(unassigned);
            bars = List.copyOf(bars);
        }
    }

    /// One GPU as nvidia-smi lists it.
    ///
    /// @param serial of the board; empty on boards that tell none
    public record SmiGpu(
            PciAddress address,
            String name,
            String uuid,
            Optional<String> serial,
            long memoryMib,
            String driver,
            String cuda,
            Optional<PciIds> ids) {}

    /// A kernel ran on each of these GPUs, with this driver, in this boot.
    public record CudaProof(String bootId, String driver, List<String> addresses) {
        public CudaProof {
            addresses = List.copyOf(addresses);
        }
    }

    /// What `undo` needs to restore the guest.
    ///
    /// @param addedPackages packages that Thruway's installation brought
    public record GuestBefore(List<String> addedPackages, List<String> writtenFiles) {
        public GuestBefore {
            addedPackages = List.copyOf(addedPackages);
            writtenFiles = List.copyOf(writtenFiles);
        }
    }
}
