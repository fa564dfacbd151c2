package dev.thruway.domain.mmio;

import dev.thruway.domain.pci.Bar;
import dev.thruway.domain.pci.Bar.Width;
import dev.thruway.domain.pci.ByteSize;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Devices to size a window for. BARs and memory of the boards are those of the sources that the
/// catalog names.
final class Devices {

    private Devices() {}

    /// A board of the usual layout: 16 MiB of registers, the memory's BAR, and 32 MiB.
    static MmioDevice board(String name, ByteSize big) {
        return withBars(name, ByteSize.ofMib(16), big, ByteSize.ofMib(32));
    }

    static MmioDevice withBars(String name, ByteSize... sizes) {
        var bars =
                IntStream.range(0, sizes.length)
                        .mapToObj(i -> new Bar(i, sizes[i], width(sizes[i]), true))
                        .toList();
        return new MmioDevice(name, bars, Optional.empty());
    }

    private static Width width(ByteSize size) {
        return size.compareTo(ByteSize.ofMib(16)) <= 0 ? Width.BITS_32 : Width.BITS_64;
    }

    /// A board of which only the memory is known.
    static MmioDevice withMemory(String name, int gib) {
        return new MmioDevice(name, List.of(), Optional.of(ByteSize.ofGib(gib)));
    }

    static MmioDevice unknown(String name) {
        return new MmioDevice(name, List.of(), Optional.empty());
    }

    static MmioDevice a100With40Gb() {
        return board("A100-40GB", ByteSize.ofGib(64));
    }

    static MmioDevice l40s() {
        return board("L40S", ByteSize.ofGib(64));
    }

    static MmioDevice t4() {
        return board("T4", ByteSize.ofMib(256));
    }

    /// Every BAR of all devices, in bytes.
    static long[] bars(List<MmioDevice> devices) {
        return devices.stream()
                .flatMap(d -> d.bars().stream())
                .mapToLong(b -> b.size().bytes())
                .toArray();
    }

    /// Where each BAR ends up when they are placed into a window of `size` bytes, largest first,
    /// each at the next address that it is aligned to; empty where one does not fit. It asks
    /// nothing of the code under test.
    static Optional<long[]> place(long size, long[] bars) {
        var sorted = bars.clone();
        Arrays.sort(sorted);
        var at = new long[sorted.length];
        long next = 0;
        for (int i = sorted.length - 1; i >= 0; i--) {
            at[i] = (next + sorted[i] - 1) / sorted[i] * sorted[i];
            next = at[i] + sorted[i];
            if (next > size) {
                return Optional.empty();
            }
        }
        return Optional.of(at);
    }
}
