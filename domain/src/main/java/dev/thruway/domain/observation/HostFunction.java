package dev.thruway.domain.observation;

import dev.thruway.domain.pci.PciAddress;
import dev.thruway.domain.pci.PciIds;
import java.util.Optional;
import java.util.OptionalInt;

/// One PCI function as the host lists it.
///
/// @param classCode base class and subclass, `0x0302` for a 3D controller
/// @param slot the slot's number or description as the host says it, where it does
/// @param label the hardware label of dynamic DirectPath, empty where none is set
public record HostFunction(
        PciAddress address,
        PciIds ids,
        int classCode,
        String name,
        Observed<Optional<String>> slot,
        OptionalInt numaNode,
        Observed<PassthroughState> passthrough,
        Optional<String> label) {

    /// True for a display controller: VGA, XGA, 3D, other (PCI base class 03).
    public boolean isDisplay() {
        return classCode >> 8 == 0x03;
    }
}
