package dev.thruway.domain.pci;

import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a PCI function is: vendor, device, and the board maker's subsystem ids, each 0 to 0xFFFF.
public record PciIds(int vendor, int device, int subsystemVendor, int subsystemDevice) {

    /// The PCI vendor id of NVIDIA Corporation (pci.ids).
    public static final int NVIDIA = 0x10DE;

    private static final Pattern FORM =
            Pattern.compile(
                    "(\\p{XDigit}{4}):(\\p{XDigit}{4})(?: (\\p{XDigit}{4}):(\\p{XDigit}{4}))?");

    public PciIds {
        requireId(vendor);
        requireId(device);
        requireId(subsystemVendor);
        requireId(subsystemDevice);
    }

    private static void requireId(int id) {
        if (id < 0 || id > 0xFFFF) {
            throw new IllegalArgumentException("PCI id out of range 0..0xffff: " + id);
        }
    }

    /// From vim's signed 16-bit numbers, where 0x8086 arrives as -32634.
    public static PciIds ofSigned(
            int vendor, int device, int subsystemVendor, int subsystemDevice) {
        return new PciIds(
                vendor & 0xFFFF,
                device & 0xFFFF,
                subsystemVendor & 0xFFFF,
                subsystemDevice & 0xFFFF);
    }

    /// Reads `10de:26b9 10de:1851`, and `10de:26b9` with 0 for the subsystem; empty where the text
    /// is neither.
    public static Optional<PciIds> tryParse(String text) {
        var m = FORM.matcher(text);
        return m.matches()
                ? Optional.of(
                        new PciIds(
                                number(m.group(1)),
                                number(m.group(2)),
                                number(m.group(3)),
                                number(m.group(4))))
                : Optional.empty();
    }

    private static int number(@Nullable String digits) {
        return digits == null ? 0 : Integer.parseInt(digits, 16);
    }

    /// Vendor and device as lspci writes them: `10de:26b9`.
    public String vendorDevice() {
        return hex(vendor) + ":" + hex(device);
    }

    /// All four: `10de:26b9 10de:1851`.
    @Override
    public String toString() {
        return vendorDevice() + " " + hex(subsystemVendor) + ":" + hex(subsystemDevice);
    }

    private static String hex(int id) {
        return HexFormat.of().toHexDigits((short) id);
    }
}
