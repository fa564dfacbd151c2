package dev.thruway.cli.diagnose;

import dev.thruway.cli.CommandContext;
import dev.thruway.cli.output.Document;
import dev.thruway.cli.output.Printable;
import dev.thruway.cli.terminal.Ink.Style;
import dev.thruway.domain.finding.Evidence;
import dev.thruway.domain.finding.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Findings for a person and for a machine; wherever a command shows some, it shows them so.
public final class FindingText {

    private FindingText() {}

    /// One paragraph each: what it was, what to do, and the lines that show it.
    public static String of(CommandContext context, List<Finding> findings) {
        return findings.stream()
                .map(f -> paragraph(context, f))
                .collect(Collectors.joining("\n\n"));
    }

    private static String paragraph(CommandContext context, Finding finding) {
        var lines = new ArrayList<String>();
        var sure = context.say("diagnose." + finding.certainty());
        var heading = context.say("diagnose.heading", "code", finding.code(), "sure", sure);
        lines.add(context.console().resultInk().paint(Style.BOLD, heading));
        lines.add("  " + context.say("diagnose.cause", "cause", context.say(finding.cause())));
        lines.add("  " + context.say("diagnose.fix", "fix", context.say(finding.fix())));
        for (var evidence : finding.evidence()) {
            lines.add(
                    "    %s:%d: %s"
                            .formatted(
                                    Printable.line(evidence.source()),
                                    evidence.line(),
                                    Printable.line(evidence.text())));
        }
        return String.join("\n", lines);
    }

    /// One element of `findings`.
    public static Document document(CommandContext context, Finding finding) {
        return Document.part()
                .with("code", finding.code())
                .with("certainty", finding.certainty())
                .with("cause", context.say(finding.cause()))
                .with("fix", context.say(finding.fix()))
                .with("evidence", finding.evidence().stream().map(FindingText::line).toList());
    }

    private static Document line(Evidence evidence) {
        return Document.part()
                .with("source", evidence.source())
                .with("line", evidence.line())
                .with("text", evidence.text());
    }
}
