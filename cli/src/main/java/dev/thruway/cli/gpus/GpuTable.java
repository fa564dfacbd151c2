package dev.thruway.cli.gpus;

import dev.thruway.cli.CommandContext;
import dev.thruway.cli.OutputFormat;
import dev.thruway.cli.journey.UnfinishedText;
import dev.thruway.cli.output.Document;
import dev.thruway.cli.output.Table;
import dev.thruway.domain.Knowledge;
import dev.thruway.domain.observation.Observed;
import dev.thruway.domain.observation.PassthroughState;
import dev.thruway.domain.observation.ServerObservation;
import dev.thruway.domain.plan.Unfinished;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/// Every GPU of some servers, in the form that was asked for.
public final class GpuTable {

    private static final List<String> HEADINGS =
            List.of("SERVER", "SLOT", "ADDRESS", "MODEL", "NUMA", "PASSTHROUGH", "VM", "POWER");
    private static final List<String> WIDE_HEADINGS =
            List.of("VCENTER", "CLUSTER", "PCI-ID", "LABEL", "SERIAL", "VBIOS", "HEALTH");
    private static final String VALUES =
            "vcenter,cluster,server,slot,address,pciId,model,numaNode,passthrough,label,vm,vmPowerState,serial";

    private final CommandContext context;
    private final List<GpuRow> rows;
    private final List<Unfinished> unfinished;

    /// Whether every host was read: only then a GPU that is not listed is not there.
    private final boolean complete;

    public GpuTable(CommandContext context, List<ServerObservation> servers, Knowledge knowledge) {
        this.context = context;
        this.rows = servers.stream().flatMap(s -> GpuRow.of(s, knowledge).stream()).toList();
        this.unfinished = Unfinished.of(servers);
        this.complete =
                servers.stream()
                        .flatMap(s -> s.host().stream())
                        .noneMatch(Observed.Unknown.class::isInstance);
    }

    /// Prints it as the result.
    public void print() {
        switch (context.options().output()) {
            case JSON, JSONL, YAML ->
                    context.print(
                            Document.withSchema()
                                    .with("gpus", rows.stream().map(GpuRow::document).toList())
                                    .with(
                                            "unfinished",
                                            UnfinishedText.documents(context, unfinished)));
            case CSV -> csv();
            case TEXT, WIDE -> {
                context.console().result(text(context.console().resultColumns()));
                unfinished();
                context.console().note(summary());
            }
        }
    }

    private void unfinished() {
        if (!unfinished.isEmpty()) {
            context.console()
                    .note(UnfinishedText.of(context, context.console().noteInk(), unfinished));
        }
    }

    /// As text, cut to a width where there is one.
    public String text(OptionalInt columns) {
        if (rows.isEmpty()) {
            return context.say(complete ? "cli.gpus.none" : "cli.gpus.none-read");
        }
        boolean wide = context.options().output() == OutputFormat.WIDE;
        var table = Table.of(both(HEADINGS, wide ? WIDE_HEADINGS : List.of()));
        rows.forEach(row -> table.row(both(row.cells(), wide ? row.wideCells() : List.of())));
        return table.text(columns);
    }

    private String summary() {
        if (!complete || !rows.stream().allMatch(GpuRow::ofHost)) {
            return context.say("cli.gpus.summary-partial", "count", rows.size());
        }
        return context.say(
                "cli.gpus.summary",
                "count",
                rows.size(),
                "active",
                rows.stream()
                        .filter(r ->
                                r.passthrough().filter(PassthroughState.ACTIVE::equals).isPresent())
                        .count(),
                "held",
                rows.stream().filter(r -> r.holder().isPresent()).count());
    }

    private static String[] both(List<String> first, List<String> second) {
        var all = new ArrayList<>(first);
        all.addAll(second);
        return all.toArray(String[]::new);
    }

    private void csv() {
        context.console().result(VALUES);
        for (var row : rows) {
            context.console()
                    .result(
                            row.values().stream()
                                    .map(GpuTable::quoted)
                                    .collect(Collectors.joining(",")));
        }
    }

    /// RFC 4180.
    private static String quoted(String value) {
        return value.chars().noneMatch(c -> "\",\r\n".indexOf(c) >= 0)
                ? value
                : '"' + value.replace("\"", "\"\"") + '"';
    }
}
