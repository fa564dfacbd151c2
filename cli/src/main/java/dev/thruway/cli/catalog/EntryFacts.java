package dev.thruway.cli.catalog;

import dev.thruway.domain.gpu.DriverChoice.Flavour;
import dev.thruway.domain.mmio.MmioDevice;
import dev.thruway.domain.mmio.MmioReasoning;
import dev.thruway.domain.mmio.MmioWindow;
import dev.thruway.domain.pci.Bar;
import dev.thruway.domain.pci.ByteSize;
import dev.thruway.domain.text.Phrase;
import dev.thruway.knowledge.GpuEntry;
import dev.thruway.knowledge.data.Fact;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What follows from an entry.
record EntryFacts(GpuEntry entry) {

    /// The window of a VM with one such board; empty where it needs none.
    OptionalLong windowGib() {
        return window() instanceof MmioWindow.Needed needed
                ? OptionalLong.of(needed.gib())
                : OptionalLong.empty();
    }

    /// How that window was found.
    List<Phrase> reasoning() {
        var reasons = new ArrayList<>(MmioReasoning.of(devices(), window()));
        MmioReasoning.otherRule(devices(), window()).ifPresent(reasons::add);
        return reasons;
    }

    private MmioWindow window() {
        return MmioWindow.of(devices());
    }

    private List<MmioDevice> devices() {
        return List.of(MmioDevice.of(entry.model()));
    }

    Optional<ByteSize> largestBar() {
        return entry.model().bars().stream().map(Bar::size).max(ByteSize::compareTo);
    }

    /// The branches of NVIDIA's driver in short: `open 535+, proprietary 535-615`; empty of a board
    /// that is known for sizing only.
    Optional<String> driver() {
        return entry.model().sizingOnly()
                ? Optional.empty()
                : Optional.of(
                        Stream.of(Flavour.OPEN, Flavour.PROPRIETARY)
                                .flatMap(f ->
                                        entry.model().drivers().of(f).stream()
                                                .map(span -> word(f) + " " + span))
                                .collect(Collectors.joining(", ")));
    }

    static String word(Flavour flavour) {
        return flavour.name().toLowerCase(Locale.ROOT);
    }

    /// Where the first branch of this kind of modules is from: the board itself, or its
    /// architecture.
    Optional<Fact<Integer>> from(Flavour flavour) {
        var generation = entry.generation();
        var shared =
                switch (flavour) {
                    case OPEN -> generation.openFrom();
                    case PROPRIETARY -> generation.proprietaryFrom();
                };
        return shared.map(f -> entry.driverFrom().filter(own -> own.is() >= f.is()).orElse(f));
    }

    /// Where the last branch of this kind of modules is from; empty where none is the last.
    Optional<Fact<Integer>> until(Flavour flavour) {
        return switch (flavour) {
            case OPEN -> Optional.empty();
            case PROPRIETARY ->
                    entry.generation().proprietaryFrom().isPresent()
                            ? entry.generation().proprietaryUntil()
                            : Optional.empty();
        };
    }
}
