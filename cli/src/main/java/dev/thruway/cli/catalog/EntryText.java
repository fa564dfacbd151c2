package dev.thruway.cli.catalog;

import dev.thruway.cli.CommandContext;
import dev.thruway.cli.output.DisplayWidth;
import dev.thruway.domain.pci.Bar;
import dev.thruway.knowledge.GpuEntry;
import dev.thruway.knowledge.data.Fact;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Everything about one entry: each fact on a line, its source on the next.
final class EntryText {

    private static final int LABEL = 24;

    private final CommandContext context;

    EntryText(CommandContext context) {
        this.context = context;
    }

    String of(GpuEntry entry) {
        var model = entry.model();
        var lines = new ArrayList<String>();
        lines.add(model.name());
        add(lines, "catalog.boards", String.join(", ", model.boards()));
        add(lines, "catalog.ids", String.join(", ", model.ids()), entry.ids());
        add(lines, "catalog.architecture", model.architecture(), entry.architecture());
        add(lines, "catalog.memory", model.memory().toString(), entry.memory());
        entry.bars()
                .ifPresentOrElse(
                        bars -> add(lines, "catalog.bars", bars(model.bars()), bars),
                        () -> add(lines, "catalog.bars", context.say("catalog.bars-unknown")));
        new EntryFacts(entry)
                .windowGib()
                .ifPresentOrElse(
                        gib -> add(lines, "catalog.window", gib + " GiB"),
                        () -> add(lines, "catalog.window", context.say("catalog.no-window")));
        entry.window().ifPresent(w -> add(lines, "catalog.published-window", w.is() + " GiB", w));
        entry.note().ifPresent(note -> add(lines, "catalog.note", context.say(note)));
        return String.join("\n", lines);
    }

    private static String bars(List<Bar> bars) {
        return bars.stream()
                .map(b ->
                        "%d: %s %d-bit%s"
                                .formatted(
                                        b.index(),
                                        b.size(),
                                        b.width().bits(),
                                        b.prefetchable() ? " pref" : ""))
                .collect(Collectors.joining(", "));
    }

    private void add(List<String> lines, String label, String value, Fact<?> fact) {
        add(lines, label, value);
        var sure = context.say("catalog.certainty." + fact.sure());
        lines.add(
                " ".repeat(LABEL + 2)
                        + context.say("catalog.from", "sure", sure, "source", fact.source()));
    }

    private void add(List<String> lines, String label, String value) {
        lines.add("  " + DisplayWidth.padRight(context.say(label), LABEL) + value);
    }
}
