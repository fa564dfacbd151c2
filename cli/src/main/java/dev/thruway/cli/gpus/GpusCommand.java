package dev.thruway.cli.gpus;

import dev.thruway.cli.Command;
import dev.thruway.cli.CommandContext;
import dev.thruway.cli.Engines;
import dev.thruway.cli.ExitCode;
import dev.thruway.cli.Failure;
import dev.thruway.cli.OutputFormat;
import dev.thruway.cli.SpecFiles;
import dev.thruway.cli.output.Document;
import dev.thruway.cli.output.Table;
import dev.thruway.domain.Knowledge;
import dev.thruway.domain.observation.HostObservation;
import dev.thruway.domain.observation.Observed;
import dev.thruway.domain.observation.PassthroughState;
import dev.thruway.domain.observation.ServerObservation;
import dev.thruway.domain.plan.Card;
import dev.thruway.domain.plan.CardInventory;
import dev.thruway.domain.text.Phrase;
import dev.thruway.engine.Causes;
import dev.thruway.engine.observe.Survey;
import dev.thruway.engine.run.StepFailed;
import dev.thruway.vsphere.client.VsphereException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Supplier;
import picocli.CommandLine;

/// Every GPU: where it is, what it is, whether it can be passed through, and which VM has it.
/// Changes nothing, and needs no file: with `GOVC_URL` it asks that endpoint for every host there.
@CommandLine.Command(name = "gpus")
public final class GpusCommand implements Command {

    private final CommandContext context;
    private final Engines engines;

    public GpusCommand(CommandContext context, Engines engines) {
        this.context = context;
        this.engines = engines;
    }

    @Override
    public Set<OutputFormat> formats() {
        return EnumSet.allOf(OutputFormat.class);
    }

    @Override
    public ExitCode run() {
        var servers = look();
        var knowledge = engines.knowledge();
        var rows = servers.stream().flatMap(s -> rows(s, knowledge).stream()).toList();
        switch (context.options().output()) {
            case JSON, JSONL, YAML -> context.print(document(rows));
            case CSV -> csv(rows);
            case TEXT, WIDE -> table(rows);
        }
        boolean unread = false;
        for (var server : servers) {
            if (server.host().orElse(null) instanceof Observed.Unknown<?>(Phrase cause)) {
                context.console().note(server.name() + ": " + context.say(cause));
                unread = true;
            }
        }
        return unread ? ExitCode.FAILED : ExitCode.DONE;
    }

    private List<ServerObservation> look() {
        boolean govc = !context.surroundings().environment().getOrDefault("GOVC_URL", "").isEmpty();
        try {
            if (context.options().files().isEmpty() && govc) {
                try (var client = engines.govc()) {
                    return looking(() -> Survey.of(client));
                }
            }
            var spec = new SpecFiles(context).required().spec();
            try (var engine = engines.open(spec)) {
                return looking(() -> List.copyOf(engine.observe(_ -> true).servers().values()));
            }
        } catch (VsphereException | StepFailed e) {
            throw new Failure(ExitCode.FAILED, Causes.of(e), e);
        }
    }

    private <T> T looking(Supplier<T> look) {
        try (var _ = context.console().spinner(context.say("cli.looking"))) {
            return look.get();
        }
    }

    /// One GPU of one host.
    private record Row(String server, Card card, Optional<HostObservation.Holder> holder) {

        String address() {
            return card.function().address().toString();
        }

        String state() {
            return card.function()
                    .passthrough()
                    .known()
                    .map(PassthroughState::word)
                    .orElse("unknown");
        }

        OptionalInt node() {
            return card.function().numaNode();
        }
    }

    private static List<Row> rows(ServerObservation server, Knowledge knowledge) {
        var holders = server.host().flatMap(Observed::known).map(HostObservation::holders);
        return CardInventory.of(server, knowledge).stream()
                .map(card ->
                        new Row(
                                server.name(),
                                card,
                                holders.map(h -> h.get(card.function().address()))))
                .toList();
    }

    private void table(List<Row> rows) {
        if (rows.isEmpty()) {
            context.console().result(context.say("cli.gpus.none"));
            return;
        }
        boolean wide = context.options().output() == OutputFormat.WIDE;
        var headings =
                new ArrayList<>(
                        List.of(
                                "SERVER",
                                "SLOT",
                                "ADDRESS",
                                "MODEL",
                                "NUMA",
                                "PASSTHROUGH",
                                "VM",
                                "POWER"));
        if (wide) {
            headings.addAll(List.of("PCI-ID", "LABEL", "SERIAL", "VBIOS", "HEALTH"));
        }
        var table = Table.of(headings.toArray(String[]::new));
        rows.forEach(row -> table.row(cells(row, wide).toArray(String[]::new)));
        context.console().result(table.text(context.console().resultColumns()));
    }

    private static List<String> cells(Row row, boolean wide) {
        var cells =
                new ArrayList<>(
                        List.of(
                                row.server(),
                                row.card().slot().orElse("-"),
                                row.address(),
                                row.card().name(),
                                row.node().isPresent()
                                        ? Integer.toString(row.node().getAsInt())
                                        : "-",
                                row.state(),
                                row.holder().map(HostObservation.Holder::vm).orElse("-"),
                                row.holder().map(h -> h.power().word()).orElse("-")));
        if (wide) {
            var bmc = row.card().bmc();
            cells.addAll(
                    List.of(
                            row.card().function().ids().vendorDevice(),
                            row.card().function().label().orElse("-"),
                            row.card().serial().orElse("-"),
                            bmc.flatMap(b -> b.vbios()).orElse("-"),
                            bmc.flatMap(b -> b.health()).orElse("-")));
        }
        return cells;
    }

    private void csv(List<Row> rows) {
        context.console()
                .result(
                        "server,slot,address,pciId,model,numaNode,passthrough,label,vm,vmPowerState,serial");
        for (var row : rows) {
            var cells = cells(row, true);
            context.console()
                    .result(
                            String.join(
                                    ",",
                                    quoted(cells.get(0)),
                                    quoted(cells.get(1)),
                                    quoted(cells.get(2)),
                                    quoted(cells.get(8)),
                                    quoted(cells.get(3)),
                                    quoted(cells.get(4)),
                                    quoted(cells.get(5)),
                                    quoted(cells.get(9)),
                                    quoted(cells.get(6)),
                                    quoted(cells.get(7)),
                                    quoted(cells.get(10))));
        }
    }

    /// RFC 4180; a dash in the table is nothing here.
    private static String quoted(String cell) {
        if (cell.equals("-")) {
            return "";
        }
        return cell.matches("[^\",\\r\\n]*") ? cell : '"' + cell.replace("\"", "\"\"") + '"';
    }

    private Document document(List<Row> rows) {
        return Document.withSchema()
                .with("gpus", rows.stream().map(GpusCommand::document).toList());
    }

    private static Document document(Row row) {
        var function = row.card().function();
        var bmc = row.card().bmc();
        var unknown = new ArrayList<String>();
        if (function.slot() instanceof Observed.Unknown<?> && row.card().slot().isEmpty()) {
            unknown.add("slot");
        }
        if (function.passthrough() instanceof Observed.Unknown<?>) {
            unknown.add("passthrough");
        }
        if (bmc.isEmpty()) {
            unknown.addAll(List.of("serial", "partNumber", "vbios", "health"));
        }
        return Document.part()
                .with("vcenter", null)
                .with("cluster", null)
                .with("server", row.server())
                .with("slot", row.card().slot())
                .with("address", row.address())
                .with("pciId", function.ids().vendorDevice())
                .with("model", row.card().name())
                .with("numaNode", row.node())
                .with("passthrough", function.passthrough().known().map(PassthroughState::word))
                .with("label", function.label())
                .with("vm", row.holder().map(HostObservation.Holder::vm))
                .with("vmPowerState", row.holder().map(h -> h.power().word()))
                .with("serial", row.card().serial())
                .with("partNumber", bmc.flatMap(b -> b.partNumber()))
                .with("vbios", bmc.flatMap(b -> b.vbios()))
                .with("health", bmc.flatMap(b -> b.health()))
                .with("sources", bmc.isPresent() ? List.of("bmc", "esxi") : List.of("esxi"))
                .with("unknown", unknown);
    }
}
