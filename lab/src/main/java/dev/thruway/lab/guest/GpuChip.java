package dev.thruway.lab.guest;

import dev.thruway.domain.pci.ByteSize;

/// What a GPU tells its driver about itself.
///
/// @param framebuffer the memory on the board
/// @param framebufferMibReported the total that nvidia-smi prints, which is less where ECC is on
/// @param uuid as nvidia-smi prints it: `GPU-` and a UUID
public record GpuChip(
        String marketingName,
        ByteSize framebuffer,
        long framebufferMibReported,
        String serial,
        String uuid,
        String vbios) {

    public GpuChip {
        if (framebufferMibReported < 1) {
            throw new IllegalArgumentException(
                    "framebuffer reported is not positive: " + framebufferMibReported);
        }
    }
}
