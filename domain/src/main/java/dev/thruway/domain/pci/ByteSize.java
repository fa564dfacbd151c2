package dev.thruway.domain.pci;

import java.util.ArrayList;
import java.util.List;

/// A number of bytes, never negative.
public record ByteSize(long bytes) implements Comparable<ByteSize> {

    public static final ByteSize ZERO = new ByteSize(0);

    private static final long KIB = 1L << 10;
    private static final long MIB = 1L << 20;
    private static final long GIB = 1L << 30;

    public ByteSize {
        if (bytes < 0) {
            throw new IllegalArgumentException("negative size: " + bytes);
        }
    }

    public static ByteSize ofKib(long n) {
        return new ByteSize(Math.multiplyExact(n, KIB));
    }

    public static ByteSize ofMib(long n) {
        return new ByteSize(Math.multiplyExact(n, MIB));
    }

    public static ByteSize ofGib(long n) {
        return new ByteSize(Math.multiplyExact(n, GIB));
    }

    public ByteSize plus(ByteSize other) {
        return new ByteSize(Math.addExact(bytes, other.bytes));
    }

    /// What remains of it. Throws [IllegalArgumentException] where the other is more.
    public ByteSize minus(ByteSize other) {
        return new ByteSize(bytes - other.bytes);
    }

    public ByteSize times(long factor) {
        return new ByteSize(Math.multiplyExact(bytes, factor));
    }

    @Override
    public int compareTo(ByteSize other) {
        return Long.compare(bytes, other.bytes);
    }

    /// As a sum of binary units, which a person can check with a pencil: `64 GiB + 48 MiB`.
    public String inParts() {
        var parts = new ArrayList<String>();
        addPart(parts, bytes / GIB * GIB);
        addPart(parts, bytes % GIB / MIB * MIB);
        addPart(parts, bytes % MIB / KIB * KIB);
        addPart(parts, bytes % KIB);
        return parts.isEmpty() ? toString() : String.join(" + ", parts);
    }

    private static void addPart(List<String> parts, long part) {
        if (part > 0) {
            parts.add(new ByteSize(part).toString());
        }
    }

    /// In the largest binary unit that divides it: `64 GiB`, `16 MiB`, `12 bytes`.
    @Override
    public String toString() {
        if (bytes == 0) {
            return "0 bytes";
        }
        if (bytes % GIB == 0) {
            return bytes / GIB + " GiB";
        }
        if (bytes % MIB == 0) {
            return bytes / MIB + " MiB";
        }
        if (bytes % KIB == 0) {
            return bytes / KIB + " KiB";
        }
        return bytes + " bytes";
    }
}
