package dev.thruway.lab.bmc;

import dev.thruway.domain.pci.ByteSize;

/// What a server is by its plates.
///
/// @param biosFamily of the system ROM, such as `A55`
public record BmcPlates(
        String hostName,
        String manufacturer,
        String model,
        String sku,
        String serial,
        String uuid,
        String biosFamily,
        String biosVersion,
        Processors processors,
        ByteSize memory) {

    /// The processors, all of one kind.
    public record Processors(String model, int packages, int cores, int threads, int mhz) {}
}
