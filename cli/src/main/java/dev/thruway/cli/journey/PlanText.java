package dev.thruway.cli.journey;

import dev.thruway.cli.CommandContext;
import dev.thruway.cli.terminal.Ink;
import dev.thruway.domain.plan.Plan;
import dev.thruway.domain.plan.Step;
import dev.thruway.domain.text.Phrase;
import java.time.Duration;

/// A plan for a person who is afraid: each step with what, why, before and after, whom it
/// interrupts, and how it is taken back.
public final class PlanText {

    private final CommandContext context;
    private final Ink ink;
    private final StringBuilder out = new StringBuilder();

    private PlanText(CommandContext context, Ink ink) {
        this.context = context;
        this.ink = ink;
    }

    public static String of(CommandContext context, Ink ink, Plan plan) {
        var text = new PlanText(context, ink);
        text.blockers(plan);
        text.steps(plan);
        text.consequences(plan);
        text.summary(plan);
        return text.out.toString();
    }

    private void line(String text) {
        out.append(text).append('\n');
    }

    private void blockers(Plan plan) {
        for (var blocker : plan.blockers()) {
            line(
                    ink.paint(Ink.Style.RED, "!")
                            + " "
                            + ink.paint(Ink.Style.BOLD, blocker.target().toString())
                            + "  "
                            + context.say(blocker.cause()));
        }
    }

    private void steps(Plan plan) {
        int n = 0;
        var target = "";
        for (var step : plan.steps()) {
            if (!step.target().toString().equals(target)) {
                target = step.target().toString();
                line((n == 0 ? "" : "\n") + ink.paint(Ink.Style.BOLD, target));
            }
            step(++n, step);
        }
    }

    private void step(int n, Step step) {
        line("%3d  %s".formatted(n, ink.paint(Ink.Style.CYAN, context.say(step.what()))));
        detail("cli.plan.why", context.say(step.why()));
        detail(
                "cli.plan.change",
                "%s: %s -> %s"
                        .formatted(
                                step.path(),
                                step.before().orElse(context.say("cli.plan.none")),
                                step.after().orElse(context.say("cli.plan.none"))));
        for (var interrupt : step.interrupts()) {
            detail(
                    "cli.plan.interrupts",
                    ink.paint(
                            Ink.Style.YELLOW,
                            context.say(interrupt.why()) + " " + about(interrupt.estimate())));
        }
        detail("cli.plan.undo", context.say(step.undo()));
    }

    private String about(Duration estimate) {
        return context.say("cli.plan.about", "minutes", Math.max(1, estimate.toMinutes()));
    }

    private void detail(String key, String text) {
        line("     " + ink.paint(Ink.Style.DIM, context.say(key)) + " " + text);
    }

    private void consequences(Plan plan) {
        if (plan.consequences().isEmpty()) {
            return;
        }
        line("\n" + ink.paint(Ink.Style.BOLD, context.say("cli.plan.consequences")));
        plan.consequences().stream()
                .map(c -> "  - " + context.say(c.message()))
                .forEach(this::line);
    }

    private void summary(Plan plan) {
        line("");
        if (!plan.blockers().isEmpty()) {
            line(context.say(Phrase.of("cli.plan.blocked", "count", plan.blockers().size())));
        } else if (plan.steps().isEmpty()) {
            line(context.say(plan.allHold() ? "cli.plan.nothing" : "cli.plan.nothing-planned"));
        } else {
            line(context.say(Phrase.of("cli.plan.steps", "count", plan.steps().size())));
        }
    }
}
