package dev.thruway.redfish;

import java.util.Optional;

/// A GPU as the controller lists it. What it leaves out is empty.
///
/// @param location empty also where two devices claim the same address, as was seen behind PCIe
///   switches
/// @param slot as the controller prints it, such as `PCI-E Slot 3`
/// @param partNumber the product's, where the controller tells it from the board's
/// @param vbios version of its firmware
/// @param health as Redfish spells it: `OK`, `Warning`, `Critical`
public record GpuDevice(
        String name,
        Optional<PciLocation> location,
        Optional<PciIdentity> ids,
        Optional<String> slot,
        Optional<String> serial,
        Optional<String> partNumber,
        Optional<String> vbios,
        Optional<String> health) {

    GpuDevice withoutLocation() {
        return new GpuDevice(name, Optional.empty(), ids, slot, serial, partNumber, vbios, health);
    }
}
