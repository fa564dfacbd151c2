package dev.thruway.domain.observation;

import dev.thruway.domain.pci.PciAddress;
import dev.thruway.domain.pci.PciIds;
import java.util.Optional;

/// A PCI passthrough device that a VM's configuration holds.
///
/// @param key vim's device key, by which it is removed
/// @param kind how it is bound
/// @param address the address that the VM asks for; empty for dynamic DirectPath and vGPU
/// @param vendorId 0 where the backing does not say
/// @param deviceId as stored in the VM; 0 where it does not say
/// @param systemId the host that the device belongs to; empty where the backing has none
/// @param dynamic what a device of dynamic DirectPath asks for
/// @param assigned the card that such a device has while its VM runs
public record AttachedDevice(
        int key,
        Kind kind,
        Optional<PciAddress> address,
        int vendorId,
        int deviceId,
        String systemId,
        String name,
        Optional<DynamicDevice> dynamic,
        Optional<PciAddress> assigned) {

    /// A device that is not dynamic.
    public AttachedDevice(
            int key,
            Kind kind,
            Optional<PciAddress> address,
            int vendorId,
            int deviceId,
            String systemId,
            String name) {
        this(
                key,
                kind,
                address,
                vendorId,
                deviceId,
                systemId,
                name,
                Optional.empty(),
                Optional.empty());
    }

    /// As its configuration is: what it has while the VM runs is no part of that.
    public AttachedDevice configured() {
        return new AttachedDevice(
                key, kind, address, vendorId, deviceId, systemId, name, dynamic, Optional.empty());
    }

    /// Vendor and device as lspci writes them.
    public String product() {
        return new PciIds(vendorId, deviceId, 0, 0).vendorDevice();
    }

    /// The card of the host that it names, or has now.
    public Optional<PciAddress> card() {
        return address.or(() -> assigned);
    }

    /// How a passthrough device is bound to a VM.
    public enum Kind {
        FIXED,
        DYNAMIC,
        VGPU,
        OTHER
    }
}
