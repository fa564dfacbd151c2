package dev.thruway.domain.observation;

import dev.thruway.domain.pci.ByteSize;
import dev.thruway.domain.pci.PciAddress;
import dev.thruway.domain.pci.PciIds;
import java.util.Optional;
import java.util.OptionalInt;

/// One PCI function as the host lists it.
///
/// @param classCode base class and subclass, `0x0302` for a 3D controller
/// @param slot the slot's number or description as the host says it, where it does
/// @param label the hardware label of dynamic DirectPath, empty where none is set
/// @param dependent what has to leave the VMkernel with it: itself, another function, or a bridge;
///   empty where the host names none
/// @param mode what the host calls a mode that is neither its own nor passthrough, such as
///   `VGPU_SAME_SIZE`; else empty
/// @param graphicsMemory that of a card which the host's own graphics list, where they say it
public record HostFunction(
        PciAddress address,
        PciIds ids,
        int classCode,
        String name,
        Observed<Optional<String>> slot,
        OptionalInt numaNode,
        Observed<PassthroughState> passthrough,
        Optional<String> label,
        Optional<PciAddress> dependent,
        Optional<String> mode,
        Optional<ByteSize> graphicsMemory) {

    /// True for a display controller: VGA, XGA, 3D, other (PCI base class 03).
    public boolean isDisplay() {
        return classCode >> 8 == 0x03;
    }

    /// True for a part of the way to other devices (PCI base class 06).
    public boolean isBridge() {
        return classCode >> 8 == 0x06;
    }

    /// True for what a host may boot from: storage (PCI base class 01) and USB (0c03).
    public boolean mayBeBootDevice() {
        return classCode >> 8 == 0x01 || classCode == 0x0C03;
    }
}
