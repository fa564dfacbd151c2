package dev.thruway.cli.catalog;

import dev.thruway.cli.CommandContext;
import dev.thruway.cli.output.Document;
import dev.thruway.domain.gpu.DriverBranches;
import dev.thruway.domain.gpu.DriverChoice.Flavour;
import dev.thruway.domain.pci.Bar;
import dev.thruway.knowledge.GpuEntry;
import dev.thruway.knowledge.GpuEntry.Ability;
import dev.thruway.knowledge.GpuEntry.CardFunction;
import dev.thruway.knowledge.data.Fact;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

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
                        .with("vendor", entry.generation().vendor())
                        .with("architecture", model.architecture())
                        .with("memoryBytes", model.memory().bytes())
                        .with("bars", model.bars().stream().map(EntryDocument::bar).toList())
                        .with("functions", entry.functions().map(f -> words(f.is())))
                        .with("sriov", ability(entry.sriov()))
                        .with("vgpu", ability(entry.vgpu()))
                        .with("sizingOnly", model.sizingOnly())
                        .with("driver", driver(model.drivers()))
                        .with("windowGiB", new EntryFacts(entry).windowGib())
                        .with("publishedWindowGiB", entry.window().map(Fact::is))
                        .with("note", entry.note().map(context::say))
                        .with("own", entry.own())
                        .with("sources", sources(entry));
        var unknown = unknown(entry);
        return unknown.isEmpty() ? document : document.with("unknown", unknown);
    }

    private static List<String> unknown(GpuEntry entry) {
        var unknown = new ArrayList<String>();
        addUnless(entry.bars(), "bars", unknown);
        addUnless(entry.functions(), "functions", unknown);
        addUnless(entry.sriov(), "sriov", unknown);
        addUnless(entry.vgpu(), "vgpu", unknown);
        return unknown;
    }

    private static void addUnless(Optional<?> fact, String field, List<String> unknown) {
        if (fact.isEmpty()) {
            unknown.add(field);
        }
    }

    private static List<String> words(List<CardFunction> functions) {
        return functions.stream().map(f -> f.name().toLowerCase(Locale.ROOT)).toList();
    }

    private static Optional<Boolean> ability(Optional<Fact<Ability>> fact) {
        return fact.map(f -> f.is() == Ability.YES);
    }

    private static Document driver(DriverBranches drivers) {
        var document = Document.part();
        for (var flavour : Flavour.values()) {
            document =
                    document.with(
                            EntryFacts.word(flavour),
                            drivers.of(flavour)
                                    .map(span ->
                                            Document.part()
                                                    .with("first", span.first())
                                                    .with("last", span.last())));
        }
        return document;
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
        entry.functions().ifPresent(fact -> sources.add(source("functions", fact)));
        entry.sriov().ifPresent(fact -> sources.add(source("sriov", fact)));
        entry.vgpu().ifPresent(fact -> sources.add(source("vgpu", fact)));
        for (var flavour : Flavour.values()) {
            var field = "driver." + EntryFacts.word(flavour);
            var facts = new EntryFacts(entry);
            facts.from(flavour).ifPresent(fact -> sources.add(source(field + ".first", fact)));
            facts.until(flavour).ifPresent(fact -> sources.add(source(field + ".last", fact)));
        }
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
