package dev.thruway.domain.mmio;

import dev.thruway.domain.pci.Bar;
import dev.thruway.domain.pci.ByteSize;
import java.util.List;
import java.util.Optional;

/// A device that a VM is to hold, as the sizing sees it.
///
/// @param bars empty where they are not known
/// @param framebuffer the board's memory, where it is known
public record MmioDevice(String name, List<Bar> bars, Optional<ByteSize> framebuffer) {

    public MmioDevice {
        bars = List.copyOf(bars);
    }

    /// Bytes of all BARs, the 32-bit ones too.
    public ByteSize sum() {
        return bars.stream().map(Bar::size).reduce(ByteSize.ZERO, ByteSize::plus);
    }
}
