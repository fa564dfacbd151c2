package dev.thruway.cli.journey;

import dev.thruway.cli.CommandContext;
import dev.thruway.cli.output.Document;
import dev.thruway.cli.output.Lines;
import dev.thruway.cli.terminal.Ink;
import dev.thruway.domain.plan.Unfinished;
import java.util.List;

/// Work that a run has begun on a host and not brought to its end: what is so, and what to do.
public final class UnfinishedText {

    private static final int INDENT = 2;

    private UnfinishedText() {}

    /// Empty where there is none.
    public static String of(CommandContext context, Ink ink, List<Unfinished> all) {
        var out = new StringBuilder();
        int columns = context.console().sentenceColumns();
        for (var one : all) {
            var lines = Lines.of(sentences(context, one), columns - INDENT);
            out.append(ink.paint(Ink.Style.YELLOW, "!"))
                    .append(' ')
                    .append(String.join("\n" + " ".repeat(INDENT), lines))
                    .append('\n');
        }
        return out.toString();
    }

    private static String sentences(CommandContext context, Unfinished one) {
        return context.say(
                "cli.unfinished", "what", context.say(one.what()), "next", context.say(one.next()));
    }

    /// As fields.
    public static List<Document> documents(CommandContext context, List<Unfinished> all) {
        return all.stream().map(one -> document(context, one)).toList();
    }

    private static Document document(CommandContext context, Unfinished one) {
        return Document.part()
                .with("target", one.target())
                .with("maintenanceBy", one.maintenance().word())
                .with("vmsOff", one.vms())
                .with("since", one.since())
                .with("who", one.who())
                .with("message", sentences(context, one));
    }
}
