package dev.thruway.domain.pci;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;

/// Where a PCI function sits: segment, bus, device, function. Never the identity of a card, which
/// may move to another address when hardware changes.
public record PciAddress(int segment, int bus, int device, int function)
        implements Comparable<PciAddress> {

    private static final Pattern FORM =
            Pattern.compile(
                    "(?:(?<segment>[0-9a-fA-F]{1,8}):)?(?<bus>[0-9a-fA-F]{1,2})"
                            + ":(?<device>[0-9a-fA-F]{1,2})\\.(?<function>[0-7])");

    private static final Comparator<PciAddress> ORDER =
            Comparator.comparingInt(PciAddress::segment)
                    .thenComparingInt(PciAddress::bus)
                    .thenComparingInt(PciAddress::device)
                    .thenComparingInt(PciAddress::function);

    public PciAddress {
        requireRange("segment", segment, 0xFFFF);
        requireRange("bus", bus, 0xFF);
        requireRange("device", device, 0x1F);
        requireRange("function", function, 7);
    }

    private static void requireRange(String what, int value, int max) {
        if (value < 0 || value > max) {
            throw new IllegalArgumentException(
                    "PCI %s out of range 0..%#x: %d".formatted(what, max, value));
        }
    }

    /// Reads `0000:41:00.0`, and `41:00.0` as segment 0. nvidia-smi writes the segment with eight
    /// digits, which is accepted.
    public static PciAddress parse(String text) {
        return tryParse(text)
                .orElseThrow(() -> new IllegalArgumentException("not a PCI address: " + text));
    }

    /// As [#parse], empty where the text is no PCI address.
    public static Optional<PciAddress> tryParse(String text) {
        var m = FORM.matcher(text.strip());
        if (!m.matches()) {
            return Optional.empty();
        }
        var segmentText = m.group("segment");
        long segment = segmentText == null ? 0 : Long.parseLong(segmentText, 16);
        int bus = Integer.parseInt(m.group("bus"), 16);
        int device = Integer.parseInt(m.group("device"), 16);
        int function = Integer.parseInt(m.group("function"), 16);
        if (segment > 0xFFFF || device > 0x1F) {
            return Optional.empty();
        }
        return Optional.of(new PciAddress((int) segment, bus, device, function));
    }

    public PciAddress withFunction(int other) {
        return new PciAddress(segment, bus, device, other);
    }

    /// True where both are functions of one card: same segment, bus and device.
    public boolean sameSlotAs(PciAddress other) {
        return segment == other.segment && bus == other.bus && device == other.device;
    }

    @Override
    public int compareTo(PciAddress other) {
        return ORDER.compare(this, other);
    }

    /// As ESXi and Linux write it: `0000:41:00.0`.
    @Override
    public String toString() {
        return "%04x:%02x:%02x.%x".formatted(segment, bus, device, function);
    }
}
