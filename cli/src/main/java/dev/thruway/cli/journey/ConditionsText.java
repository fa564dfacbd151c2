package dev.thruway.cli.journey;

import dev.thruway.cli.CommandContext;
import dev.thruway.cli.output.DisplayWidth;
import dev.thruway.cli.output.Lines;
import dev.thruway.cli.terminal.Ink;
import dev.thruway.domain.condition.Condition;
import dev.thruway.domain.plan.Plan;

/// Conditions for a person: a mark that is legible without colour, the id, and what was found.
final class ConditionsText {

    private static final int ID_WIDTH = 26;

    /// Below the first letter of a sentence.
    private static final int INDENT = ID_WIDTH + 8;

    private ConditionsText() {}

    static String of(CommandContext context, Ink ink, Plan plan) {
        var out = new StringBuilder();
        int columns = context.console().sentenceColumns();
        var causes =
                SharedCauses.of(
                        context, plan.conditions().stream().map(Condition::message).toList());
        causes.lines()
                .forEach(cause ->
                        out.append(String.join("\n    ", Lines.of(cause, columns - 4)))
                                .append('\n'));
        var target = "";
        for (var condition : plan.conditions()) {
            if (!condition.target().toString().equals(target)) {
                target = condition.target().toString();
                out.append(ink.paint(Ink.Style.BOLD, target)).append('\n');
            }
            var lines = Lines.of(context.say(causes.brief(condition.message())), columns - INDENT);
            out.append("  ")
                    .append(mark(ink, condition))
                    .append(' ')
                    .append(DisplayWidth.padRight(condition.id().id(), ID_WIDTH))
                    .append(' ')
                    .append(String.join("\n" + " ".repeat(INDENT), lines))
                    .append('\n');
        }
        return out.toString();
    }

    static String mark(Ink ink, Condition condition) {
        return switch (condition.status()) {
            case TRUE -> ink.paint(Ink.Style.GREEN, "[ok]");
            case FALSE -> ink.paint(Ink.Style.RED, "[no]");
            case UNKNOWN -> ink.paint(Ink.Style.YELLOW, "[??]");
        };
    }
}
