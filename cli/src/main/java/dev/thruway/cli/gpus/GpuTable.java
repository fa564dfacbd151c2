package dev.thruway.cli.gpus;

import dev.thruway.cli.CommandContext;
import dev.thruway.cli.OutputFormat;
import dev.thruway.cli.output.Document;
import dev.thruway.cli.output.Table;
import dev.thruway.domain.Knowledge;
import dev.thruway.domain.observation.HostObservation;
import dev.thruway.domain.observation.Observed;
import dev.thruway.domain.observation.PassthroughState;
import dev.thruway.domain.observation.ServerObservation;
import dev.thruway.domain.plan.Card;
import dev.thruway.domain.plan.CardInventory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Every GPU of some servers, in the form that was asked for.
public final class GpuTable {

    private final CommandContext context;
    private final List<Row> rows;

    public GpuTable(CommandContext context, List<ServerObservation> servers, Knowledge knowledge) {
        this.context = context;
        this.rows = servers.stream().flatMap(s -> rows(s, knowledge).stream()).toList();
    }

    /// Prints it as the result.
    public void print() {
        switch (context.options().output()) {
            case JSON, JSONL, YAML -> context.print(document());
            case CSV -> csv();
            case TEXT, WIDE -> context.console().result(text(context.console().resultColumns()));
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

    /// As text, cut to a width where there is one.
    public String text(OptionalInt columns) {
        if (rows.isEmpty()) {
            return context.say("cli.gpus.none");
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
        return table.text(columns);
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

    private void csv() {
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

    private Document document() {
        return Document.withSchema().with("gpus", rows.stream().map(GpuTable::document).toList());
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
