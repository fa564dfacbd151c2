package dev.thruway.domain.mmio;

import dev.thruway.domain.finding.Finding.Certainty;
import dev.thruway.domain.gpu.GpuModel;
import dev.thruway.domain.mmio.MmioEvidence.Source;
import dev.thruway.domain.pci.Bar;
import dev.thruway.domain.pci.ByteSize;
import java.util.List;
import java.util.Optional;

/// A device that a VM is to hold, as the sizing sees it.
///
/// @param bars empty where they are not known
/// @param framebuffer the board's memory, where it is known
/// @param evidence who says so; empty where nothing is known, and where nobody was asked
/// @param overruled who says something else, where a better source decided
public record MmioDevice(
        String name,
        List<Bar> bars,
        Optional<ByteSize> framebuffer,
        Optional<MmioEvidence> evidence,
        Optional<Overruled> overruled) {

    public MmioDevice {
        bars = List.copyOf(bars);
    }

    /// One whose evidence is told elsewhere.
    public MmioDevice(String name, List<Bar> bars, Optional<ByteSize> framebuffer) {
        this(name, bars, framebuffer, Optional.empty(), Optional.empty());
    }

    /// One of a board, as the catalog knows it.
    public static MmioDevice of(GpuModel model) {
        return new MmioDevice(
                model.name(),
                model.bars(),
                Optional.of(model.memory()),
                Optional.of(new MmioEvidence(Source.CATALOG, Certainty.LIKELY, model.name())),
                Optional.empty());
    }

    /// One of which nothing is known.
    public static MmioDevice unknown(String name) {
        return new MmioDevice(name, List.of(), Optional.empty());
    }

    /// The same by another name.
    public MmioDevice called(String other) {
        return new MmioDevice(other, bars, framebuffer, evidence, overruled);
    }

    /// A source that was not believed.
    ///
    /// @param sum of the BARs that it knows
    public record Overruled(MmioEvidence evidence, ByteSize sum) {}

    /// The same where a lesser source says something too; worth a word where it is another sum.
    public MmioDevice over(MmioDevice lesser) {
        return new MmioDevice(
                name,
                bars,
                framebuffer.or(lesser::framebuffer),
                evidence,
                overruled.or(() ->
                        lesser.evidence()
                                .filter(_ -> !lesser.bars().isEmpty())
                                .filter(_ -> !lesser.sum().equals(sum()))
                                .map(e -> new Overruled(e, lesser.sum()))));
    }

    /// Bytes of all BARs, the 32-bit ones too.
    public ByteSize sum() {
        return sum(bars);
    }

    /// Bytes of all these BARs.
    public static ByteSize sum(List<Bar> bars) {
        return bars.stream().map(Bar::size).reduce(ByteSize.ZERO, ByteSize::plus);
    }
}
