package dev.thruway.cli.mmio;

import dev.thruway.cli.output.Document;
import dev.thruway.domain.drawing.WindowDrawing;
import dev.thruway.domain.gpu.GpuModel;
import dev.thruway.domain.mmio.MmioKeys;
import dev.thruway.domain.mmio.MmioWindow;
import dev.thruway.domain.mmio.MmioWindow.Rule;
import dev.thruway.domain.pci.Bar;
import dev.thruway.knowledge.GpuCatalog;
import dev.thruway.knowledge.GpuEntry;
import dev.thruway.knowledge.data.Fact;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// `mmio -o json`, as CONTRACT fixes it.
final class MmioDocument {

    private MmioDocument() {}

    static Document of(
            Sizing sizing, Optional<WindowDrawing> drawing, GpuCatalog catalog, String message) {
        var sum = sum(sizing.window());
        var document =
                Document.withSchema()
                        .with("gpus", sizing.gpus().stream().map(MmioDocument::gpu).toList())
                        .with("sumBytes", sum)
                        .with("needed", sizing.window() instanceof MmioWindow.Needed)
                        .with("windowGiB", gib(sizing.window()))
                        .with("hostAddressBits", addressBits(sizing.window()))
                        .with("settings", settings(sizing.window()))
                        .with("places", drawing.map(MmioDocument::places).orElse(List.of()))
                        .with("freeBytes", free(drawing))
                        .with("lostByDefault", drawing.map(MmioDocument::lost).orElse(List.of()))
                        .with("evidence", evidence(sizing, catalog))
                        .with("message", message);
        return sum.isPresent() ? document : document.with("unknown", List.of("sumBytes"));
    }

    private static Document gpu(Sizing.Chosen gpu) {
        var bars = gpu.model().bars();
        var part =
                Document.part()
                        .with("name", gpu.model().name())
                        .with("count", gpu.count())
                        .with("bars", bars.stream().map(MmioDocument::bar).toList());
        return bars.isEmpty() ? part.with("unknown", List.of("bars")) : part;
    }

    private static Document bar(Bar bar) {
        return Document.part()
                .with("index", bar.index())
                .with("bytes", bar.size().bytes())
                .with("bits", bar.width().bits())
                .with("prefetchable", bar.prefetchable());
    }

    /// Each BAR in the window, of a board whose BARs are not known what they take at most; then
    /// those of 32 bits, which lie below 4 GiB.
    private static List<Document> places(WindowDrawing drawing) {
        return Stream.concat(
                        drawing.blocks().stream()
                                .map(b -> place(b.part(), OptionalLong.of(b.offset()))),
                        drawing.below().stream().map(p -> place(p, OptionalLong.empty())))
                .toList();
    }

    private static Document place(WindowDrawing.Part part, OptionalLong offset) {
        return part(part).with("offsetBytes", offset);
    }

    private static Document part(WindowDrawing.Part part) {
        var document =
                Document.part()
                        .with("gpu", part.device())
                        .with("bar", part.bar().map(Bar::index))
                        .with("bytes", part.size().bytes());
        return part.bar().isPresent() ? document : document.with("unknown", List.of("bar"));
    }

    private static OptionalLong free(Optional<WindowDrawing> drawing) {
        return drawing.map(d -> OptionalLong.of(d.free().bytes())).orElse(OptionalLong.empty());
    }

    /// What the window of 32 GiB, which a VM has by default, has no room for.
    private static List<Document> lost(WindowDrawing drawing) {
        return drawing.lostByDefault().stream()
                .map(run -> part(run.part()).with("count", run.count()))
                .toList();
    }

    /// All BARs; empty where those of a board are not known.
    private static OptionalLong sum(MmioWindow window) {
        return switch (window) {
            case MmioWindow.NotNeeded(var sum) -> OptionalLong.of(sum.bytes());
            case MmioWindow.Needed(var sum, _, var rule) ->
                    rule == Rule.BAR_SUM ? OptionalLong.of(sum.bytes()) : OptionalLong.empty();
            case MmioWindow.Unknown _ -> OptionalLong.empty();
        };
    }

    private static OptionalLong gib(MmioWindow window) {
        return window instanceof MmioWindow.Needed needed
                ? OptionalLong.of(needed.gib())
                : OptionalLong.empty();
    }

    /// What the host's processor needs at least for this window.
    private static OptionalInt addressBits(MmioWindow window) {
        return window instanceof MmioWindow.Needed needed
                ? OptionalInt.of(needed.addressBits())
                : OptionalInt.empty();
    }

    private static Map<String, String> settings(MmioWindow window) {
        var settings = new LinkedHashMap<String, String>();
        if (window instanceof MmioWindow.Needed needed) {
            settings.put(MmioKeys.USE_64BIT_MMIO, "TRUE");
            settings.put(MmioKeys.SIZE_GB, Long.toString(needed.gib()));
        }
        return settings;
    }

    private static List<Document> evidence(Sizing sizing, GpuCatalog catalog) {
        var evidence = new ArrayList<Document>();
        for (var gpu : sizing.gpus()) {
            entry(catalog, gpu.model())
                    .ifPresent(e ->
                            evidence.add(
                                    e.bars().isPresent()
                                            ? fact(e, "bars", e.bars().get())
                                            : fact(e, "memory", e.memory())));
        }
        return evidence;
    }

    private static Document fact(GpuEntry entry, String field, Fact<?> fact) {
        return Document.part()
                .with("gpu", entry.model().name())
                .with("fact", field)
                .with("source", fact.source())
                .with("certainty", fact.sure());
    }

    private static Optional<GpuEntry> entry(GpuCatalog catalog, GpuModel model) {
        return catalog.named(model.name()).stream()
                .filter(e -> e.model().equals(model))
                .findFirst();
    }
}
