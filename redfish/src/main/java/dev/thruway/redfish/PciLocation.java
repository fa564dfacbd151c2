package dev.thruway.redfish;

import java.util.Optional;

/// Where a function is on the server's PCI buses.
public record PciLocation(int segment, int bus, int device, int function) {

    /// What iLO shows for slots behind no device (HPE ilo-redfish-emulator, DL380a).
    private static final int PLACEHOLDER_SEGMENT = 65534;

    public PciLocation {
        if (!valid(segment, bus, device, function)) {
            throw new IllegalArgumentException(
                    "not a PCI address: %d:%d:%d.%d".formatted(segment, bus, device, function));
        }
    }

    /// Empty for what is no address.
    static Optional<PciLocation> of(int segment, int bus, int device, int function) {
        return valid(segment, bus, device, function) && segment < PLACEHOLDER_SEGMENT
                ? Optional.of(new PciLocation(segment, bus, device, function))
                : Optional.empty();
    }

    private static boolean valid(int segment, int bus, int device, int function) {
        return segment >= 0
                && segment <= 0xFFFF
                && bus >= 0
                && bus <= 0xFF
                && device >= 0
                && device <= 0x1F
                && function >= 0
                && function <= 7;
    }

    /// As Linux and ESXi write it: `0000:41:00.0`.
    @Override
    public String toString() {
        return "%04x:%02x:%02x.%x".formatted(segment, bus, device, function);
    }
}
