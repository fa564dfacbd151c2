package dev.thruway.domain.pci;

import java.util.Comparator;
import java.util.Optional;

/// Where a PCI function sits: segment, bus, device, function. Never the identity of a card, which
/// may move to another address when hardware changes.
public record PciAddress(int segment, int bus, int device, int function)
        implements Comparable<PciAddress> {

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
        var word = text.strip();
        int dot = word.lastIndexOf('.');
        int colon = word.lastIndexOf(':', dot);
        int first = word.lastIndexOf(':', colon - 1);
        int segment = first < 0 ? 0 : hex(word, 0, first, 8);
        int bus = hex(word, first + 1, colon, 2);
        int device = hex(word, colon + 1, dot, 2);
        int function = hex(word, dot + 1, word.length(), 1);
        boolean valid =
                segment >= 0
                        && segment <= 0xFFFF
                        && bus >= 0
                        && device >= 0
                        && device <= 0x1F
                        && function >= 0
                        && function <= 7;
        return valid
                ? Optional.of(new PciAddress(segment, bus, device, function))
                : Optional.empty();
    }

    /// The number in a part of a text; negative where there is none, or of too many digits. Read by
    /// hand: an inventory has dozens of addresses for each host.
    private static int hex(String text, int from, int to, int digits) {
        if (from >= to || to - from > digits) {
            return -1;
        }
        long value = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            int digit = c < 0x80 ? Character.digit(c, 16) : -1;
            if (digit < 0) {
                return -1;
            }
            value = value << 4 | digit;
        }
        return (int) Math.min(value, Integer.MAX_VALUE);
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
