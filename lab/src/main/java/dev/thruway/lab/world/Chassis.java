package dev.thruway.lab.world;

import dev.thruway.domain.pci.ByteSize;

/// What a server is by its plates: maker, model, serial number, processors and memory.
public record Chassis(
        String manufacturer,
        String model,
        String sku,
        String serial,
        String uuid,
        String biosFamily,
        String biosVersion,
        Processors processors,
        ByteSize memory) {

    /// The processors of a server.
    public record Processors(String model, int packages, int cores, int threads, int mhz) {

        public Processors {
            if (packages < 1 || cores < packages || threads < cores || mhz < 1) {
                throw new IllegalArgumentException(
                        "processors: %d packages, %d cores, %d threads, %d MHz"
                                .formatted(packages, cores, threads, mhz));
            }
        }
    }
}
