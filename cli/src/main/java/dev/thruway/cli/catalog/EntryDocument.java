package dev.thruway.cli.catalog;

import dev.thruway.cli.CommandContext;
import dev.thruway.cli.output.Document;
import dev.thruway.domain.pci.Bar;
import dev.thruway.knowledge.GpuEntry;
import dev.thruway.knowledge.data.Fact;
import java.util.ArrayList;
import java.util.List;

/// One entry of `catalog -o json`.
final class EntryDocument {

    private final CommandContext context;

    EntryDocument(CommandContext context) {
        this.context = context;
    }

    Document of(GpuEntry entry) {
        var model = entry.model();
        var document =
                Document.part()
                        .with("name", model.name())
                        .with("family", model.family())
                        .with("boards", model.boards())
                        .with("ids", model.ids())
                        .with("architecture", model.architecture())
                        .with("memoryBytes", model.memory().bytes())
                        .with("bars", model.bars().stream().map(EntryDocument::bar).toList())
                        .with("windowGiB", new EntryFacts(entry).windowGib())
                        .with("publishedWindowGiB", entry.window().map(Fact::is))
                        .with("note", entry.note().map(context::say))
                        .with("sources", sources(entry));
        return entry.bars().isPresent() ? document : document.with("unknown", List.of("bars"));
    }

    private static Document bar(Bar bar) {
        return Document.part()
                .with("index", bar.index())
                .with("bytes", bar.size().bytes())
                .with("bits", bar.width().bits())
                .with("prefetchable", bar.prefetchable());
    }

    private static List<Document> sources(GpuEntry entry) {
        var sources = new ArrayList<Document>();
        sources.add(source("ids", entry.ids()));
        sources.add(source("architecture", entry.architecture()));
        sources.add(source("memoryBytes", entry.memory()));
        entry.bars().ifPresent(fact -> sources.add(source("bars", fact)));
        entry.window().ifPresent(fact -> sources.add(source("publishedWindowGiB", fact)));
        return sources;
    }

    private static Document source(String field, Fact<?> fact) {
        return Document.part()
                .with("fact", field)
                .with("source", fact.source())
                .with("certainty", fact.sure());
    }
}
