package dev.thruway.cli.check;

import dev.thruway.cli.CommandContext;
import dev.thruway.cli.output.Lines;
import dev.thruway.cli.terminal.Ink;
import dev.thruway.domain.check.CheckFinding;
import dev.thruway.domain.check.Severity;
import dev.thruway.domain.text.Phrase;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;

/// Findings for a person who is afraid: by target, first what needs them, each with what to do,
/// then what is fine.
final class CheckText {

    /// A line that is broken goes on under its first word.
    private static final int INDENT = 7;

    private final CommandContext context;
    private final Ink ink;
    private final int columns;
    private final StringBuilder out = new StringBuilder();

    /// Causes that stand above already: the same login is behind a server and its VMs.
    private final Set<Phrase> said = new HashSet<>();

    private CheckText(CommandContext context, Ink ink) {
        this.context = context;
        this.ink = ink;
        this.columns = context.console().sentenceColumns();
    }

    static String of(CommandContext context, Ink ink, List<CheckFinding> findings) {
        var text = new CheckText(context, ink);
        text.findings(findings);
        text.summary(findings);
        return text.out.toString();
    }

    private void findings(List<CheckFinding> findings) {
        var targets = new LinkedHashMap<String, Integer>();
        findings.forEach(f -> targets.put(f.target().toString(), 0));
        for (var target : targets.keySet()) {
            out.append(ink.paint(Ink.Style.BOLD, target)).append('\n');
            findings.stream()
                    .filter(f -> f.target().toString().equals(target))
                    .sorted(Comparator.comparing(CheckFinding::severity))
                    .forEach(this::finding);
            out.append('\n');
        }
    }

    private void finding(CheckFinding finding) {
        out.append("  ").append(mark(finding.severity())).append(' ');
        hanging("", context.say(finding.message()));
        finding.cause()
                .ifPresent(c ->
                        detail(
                                "check.text.cause",
                                context.say(said.add(c) ? c : Phrase.of("check.text.as-above"))));
        finding.fix().ifPresent(f -> detail("check.text.fix", context.say(f)));
        if (finding.severity() == Severity.BLOCKER || finding.severity() == Severity.WARNING) {
            detail("check.text.code", finding.code());
        }
    }

    private void detail(String label, String text) {
        out.append(" ".repeat(INDENT));
        hanging(context.say(label) + " ", text);
    }

    private void hanging(String label, String text) {
        var lines = Lines.of(label + text, columns - INDENT);
        var first = lines.getFirst();
        out.append(label.isEmpty() ? "" : ink.paint(Ink.Style.DIM, label))
                .append(first.substring(Math.min(label.length(), first.length())))
                .append('\n');
        lines.stream()
                .skip(1)
                .forEach(line -> out.append(" ".repeat(INDENT)).append(line).append('\n'));
    }

    private String mark(Severity severity) {
        return switch (severity) {
            case BLOCKER -> ink.paint(Ink.Style.RED, "[no]");
            case WARNING -> ink.paint(Ink.Style.YELLOW, "[ !]");
            case UNKNOWN -> ink.paint(Ink.Style.YELLOW, "[??]");
            case OK -> ink.paint(Ink.Style.GREEN, "[ok]");
        };
    }

    private void summary(List<CheckFinding> findings) {
        long stops = count(findings, Severity.BLOCKER);
        out.append(
                        context.say(
                                stops > 0 ? "check.text.stopped" : "check.text.clear",
                                "stops",
                                stops,
                                "warnings",
                                count(findings, Severity.WARNING),
                                "unknown",
                                count(findings, Severity.UNKNOWN),
                                "fine",
                                count(findings, Severity.OK)))
                .append('\n');
    }

    private static long count(List<CheckFinding> findings, Severity severity) {
        return findings.stream().filter(f -> f.severity() == severity).count();
    }
}
