package dev.thruway.domain.observation;

import dev.thruway.domain.pci.PciAddress;
import java.util.Optional;

/// A PCI passthrough device that a VM's configuration holds.
///
/// @param key vim's device key, by which it is removed
/// @param kind how it is bound
/// @param address the address that the VM asks for; empty for dynamic DirectPath and vGPU
/// @param vendorId 0 where the backing does not say
/// @param deviceId as stored in the VM; 0 where it does not say
/// @param systemId the host that the device belongs to; empty where the backing has none
public record AttachedDevice(
        int key,
        Kind kind,
        Optional<PciAddress> address,
        int vendorId,
        int deviceId,
        String systemId,
        String name) {

    /// How a passthrough device is bound to a VM.
    public enum Kind {
        FIXED,
        DYNAMIC,
        VGPU,
        OTHER
    }
}
