package dev.thruway.cli.catalog;

import dev.thruway.cli.CommandContext;
import dev.thruway.cli.output.DisplayWidth;
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
import java.util.stream.Collectors;

/// Everything about one entry: each fact on a line, its source on the next; then its window, and
/// how that was found.
final class EntryText {

    private static final int LABEL = 24;

    private final CommandContext context;
    private final List<String> lines = new ArrayList<>();

    EntryText(CommandContext context) {
        this.context = context;
    }

    String of(GpuEntry entry) {
        var model = entry.model();
        lines.add(model.name());
        entry.own()
                .ifPresent(
                        file -> add("catalog.own", context.say("catalog.own-from", "file", file)));
        add("catalog.boards", String.join(", ", model.boards()));
        add("catalog.vendor", entry.generation().vendor());
        add("catalog.ids", String.join(", ", model.ids()), entry.ids());
        add("catalog.architecture", model.architecture(), entry.architecture());
        add("catalog.memory", model.memory().toString(), entry.memory());
        entry.bars()
                .ifPresentOrElse(
                        fact -> add("catalog.bars", bars(model.bars()), fact),
                        () -> add("catalog.bars", context.say("catalog.bars-unknown")));
        entry.functions().ifPresent(f -> add("catalog.functions", functions(f.is()), f));
        ability("catalog.sriov", entry.sriov());
        ability("catalog.vgpu", entry.vgpu());
        driver(entry);
        window(entry);
        entry.note().ifPresent(note -> add("catalog.note", context.say(note)));
        return String.join("\n", lines);
    }

    private void driver(GpuEntry entry) {
        if (entry.model().sizingOnly()) {
            add("catalog.driver", context.say("catalog.sizing-only"));
            return;
        }
        var facts = new EntryFacts(entry);
        for (var flavour : List.of(Flavour.OPEN, Flavour.PROPRIETARY)) {
            var label = "catalog.driver-" + EntryFacts.word(flavour);
            var span = entry.model().drivers().of(flavour);
            add(
                    label,
                    span.map(s ->
                                    s.last().isPresent()
                                            ? context.say(
                                                    "catalog.branches",
                                                    "first",
                                                    s.first(),
                                                    "last",
                                                    s.last().getAsInt())
                                            : context.say(
                                                    "catalog.from-branch", "first", s.first()))
                            .orElseGet(() -> context.say("catalog.never")));
            facts.from(flavour).ifPresent(this::source);
            facts.until(flavour).ifPresent(this::source);
        }
    }

    private void window(GpuEntry entry) {
        var facts = new EntryFacts(entry);
        add(
                "catalog.window",
                facts.windowGib().isPresent()
                        ? facts.windowGib().getAsLong() + " GiB"
                        : context.say("catalog.no-window"));
        facts.reasoning().forEach(step -> below(context.say(step)));
        entry.window().ifPresent(w -> add("catalog.published-window", w.is() + " GiB", w));
    }

    private void ability(String label, Optional<Fact<Ability>> fact) {
        fact.ifPresent(f ->
                add(
                        label,
                        context.say("catalog.ability." + f.is().name().toLowerCase(Locale.ROOT)),
                        f));
    }

    private String functions(List<CardFunction> functions) {
        return functions.isEmpty()
                ? context.say("catalog.no-functions")
                : functions.stream()
                        .map(f ->
                                context.say(
                                        "catalog.function." + f.name().toLowerCase(Locale.ROOT)))
                        .collect(Collectors.joining(", "));
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

    private void add(String label, String value, Fact<?> fact) {
        add(label, value);
        source(fact);
    }

    private void source(Fact<?> fact) {
        var sure = context.say("catalog.certainty." + fact.sure());
        below(context.say("catalog.from", "sure", sure, "source", fact.source()));
    }

    private void below(String text) {
        lines.add(" ".repeat(LABEL + 2) + text);
    }

    private void add(String label, String value) {
        lines.add("  " + DisplayWidth.padRight(context.say(label), LABEL) + value);
    }
}
