package dev.thruway.cli.capture;

/// Sizes as scenarios write them.
final class Sizes {

    private static final String[] UNITS = {"KiB", "MiB", "GiB", "TiB"};

    private Sizes() {}

    /// In the largest unit that divides it.
    static String ofKib(long kib) {
        long n = kib;
        int unit = 0;
        while (unit < UNITS.length - 1 && n > 0 && n % 1024 == 0) {
            n >>= 10;
            unit++;
        }
        return n + " " + UNITS[unit];
    }

    static String ofMib(long mib) {
        return ofKib(mib << 10);
    }

    static String ofBytes(long bytes) {
        return ofKib(bytes >> 10);
    }
}
