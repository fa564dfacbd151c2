package dev.thruway.cli.catalog;

import dev.thruway.domain.mmio.MmioDevice;
import dev.thruway.domain.mmio.MmioWindow;
import dev.thruway.domain.pci.Bar;
import dev.thruway.domain.pci.ByteSize;
import dev.thruway.knowledge.GpuEntry;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// What follows from an entry.
record EntryFacts(GpuEntry entry) {

    /// The window of a VM with one such board; empty where it needs none.
    OptionalLong windowGib() {
        var model = entry.model();
        var device = new MmioDevice(model.name(), model.bars(), Optional.of(model.memory()));
        return MmioWindow.of(List.of(device)) instanceof MmioWindow.Needed needed
                ? OptionalLong.of(needed.gib())
                : OptionalLong.empty();
    }

    Optional<ByteSize> largestBar() {
        return entry.model().bars().stream().map(Bar::size).max(ByteSize::compareTo);
    }
}
