package dev.thruway.redfish;

/// What a PCI function is: vendor and device, and those of the board that it sits on.
public record PciIdentity(int vendor, int device, int subsystemVendor, int subsystemDevice) {

    @Override
    public String toString() {
        return "%04x:%04x %04x:%04x".formatted(vendor, device, subsystemVendor, subsystemDevice);
    }
}
