package dev.thruway.lab.world;

import dev.thruway.domain.pci.ByteSize;
import dev.thruway.domain.pci.PciAddress;

/// A GPU board in a slot: what its own firmware, the BMC and a driver say about it.
///
/// @param memoryMib what nvidia-smi reports, which is less than the framebuffer where ECC is on
public record GpuCard(
        PciAddress address,
        String marketingName,
        String manufacturer,
        String serial,
        String uuid,
        String partNumber,
        String productPartNumber,
        String vbios,
        ByteSize framebuffer,
        long memoryMib,
        String health) {

    public GpuCard {
        if (memoryMib < 1) {
            throw new IllegalArgumentException("memory of a GPU: " + memoryMib + " MiB");
        }
    }

    GpuCard at(PciAddress other) {
        return new GpuCard(
                other,
                marketingName,
                manufacturer,
                serial,
                uuid,
                partNumber,
                productPartNumber,
                vbios,
                framebuffer,
                memoryMib,
                health);
    }
}
