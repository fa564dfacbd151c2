package dev.thruway.cli.catalog;

import dev.thruway.cli.Command;
import dev.thruway.cli.CommandContext;
import dev.thruway.cli.ExitCode;
import dev.thruway.cli.GpuNames;
import dev.thruway.cli.KnownGpus;
import dev.thruway.cli.OwnCatalogs;
import dev.thruway.cli.output.Document;
import dev.thruway.cli.output.Table;
import dev.thruway.knowledge.GpuCatalog;
import dev.thruway.knowledge.GpuEntry;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Lists the catalog, or everything about the boards of one name or of PCI ids.
@CommandLine.Command(name = "catalog")
public final class CatalogCommand implements Command {

    private final CommandContext context;

    @Parameters(paramLabel = "GPU", arity = "0..1", completionCandidates = KnownGpus.class)
    private @Nullable String gpu;

    @Mixin private Filters filters = new Filters();

    public CatalogCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public ExitCode run() {
        var catalog = new OwnCatalogs(context).catalog();
        var asked = gpu == null ? catalog.entries() : named(catalog, gpu);
        var entries = filters.of(asked, catalog);
        if (context.options().output().isDocument()) {
            var gpus = entries.stream().map(e -> new EntryDocument(context).of(e)).toList();
            context.print(Document.withSchema().with("gpus", gpus));
        } else if (entries.isEmpty()) {
            context.console().result(context.say("catalog.none"));
        } else {
            context.console().result(gpu == null ? table(entries) : details(entries));
        }
        return ExitCode.DONE;
    }

    private static List<GpuEntry> named(GpuCatalog catalog, String name) {
        GpuNames.require(name);
        var names = new GpuNames(catalog);
        var entries = names.find(name);
        if (entries.isEmpty()) {
            throw names.unknown(name);
        }
        return entries;
    }

    private String table(List<GpuEntry> entries) {
        var table =
                Table.of(
                                context.say("catalog.name"),
                                context.say("catalog.architecture"),
                                context.say("catalog.memory"),
                                context.say("catalog.large-bar"),
                                context.say("catalog.window"),
                                context.say("catalog.driver"),
                                context.say("catalog.ids"))
                        .right(2)
                        .right(3)
                        .right(4);
        for (var entry : entries) {
            var model = entry.model();
            var facts = new EntryFacts(entry);
            table.row(
                    model.name() + (entry.own().isPresent() ? " *" : ""),
                    model.architecture(),
                    model.memory().toString(),
                    facts.largestBar().map(Object::toString).orElse("?"),
                    facts.windowGib().stream()
                            .mapToObj(gib -> gib + " GiB")
                            .findFirst()
                            .orElse("-"),
                    facts.driver().orElse("-"),
                    String.join(", ", model.ids()));
        }
        var own = entries.stream().anyMatch(e -> e.own().isPresent());
        return table.text(context.console().resultColumns())
                + context.say("catalog.legend")
                + (own ? "\n" + context.say("catalog.legend-own") : "");
    }

    private String details(List<GpuEntry> entries) {
        return entries.stream()
                .map(e -> new EntryText(context).of(e))
                .collect(Collectors.joining("\n\n"));
    }
}
