package dev.thruway.cli.journey;

import dev.thruway.cli.CommandContext;
import dev.thruway.cli.output.DisplayWidth;
import dev.thruway.cli.output.Lines;
import dev.thruway.cli.terminal.Ink;
import dev.thruway.domain.condition.Condition;
import dev.thruway.domain.condition.Target;
import dev.thruway.domain.plan.Action;
import dev.thruway.domain.plan.Blocker;
import dev.thruway.domain.plan.Interrupt;
import dev.thruway.domain.plan.Plan;
import dev.thruway.domain.plan.Step;
import dev.thruway.domain.spec.Spec;
import dev.thruway.domain.text.Phrase;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// A plan for a person who is afraid: each step with what, why, before and after, whom it
/// interrupts, and how it is taken back.
public final class PlanText {

    /// Below the first letter of a step's sentence.
    private static final int INDENT = 5;

    private static final List<String> LABELS =
            List.of(
                    "cli.plan.why",
                    "cli.plan.change",
                    "cli.plan.interrupts",
                    "cli.plan.policy",
                    "cli.plan.undo");

    private static final String NONE = "cli.plan.none";
    private static final String NEW = "cli.plan.new-one";

    private final CommandContext context;
    private final Ink ink;
    private final Spec spec;
    private final int columns;
    private final int labels;
    private final StringBuilder out = new StringBuilder();

    private PlanText(CommandContext context, Ink ink, Spec spec) {
        this.context = context;
        this.ink = ink;
        this.spec = spec;
        this.columns = context.console().sentenceColumns();
        this.labels = 2 + LABELS.stream().mapToInt(l -> width(context, l)).max().orElse(0);
    }

    private static int width(CommandContext context, String label) {
        return DisplayWidth.of(context.say(label));
    }

    public static String of(CommandContext context, Ink ink, Spec spec, Plan plan) {
        var text = new PlanText(context, ink, spec);
        text.blockers(plan);
        text.steps(plan);
        text.unread(plan);
        text.interrupts(plan);
        text.consequences(plan);
        text.summary(plan);
        return text.out.toString();
    }

    /// What stands in the way of the rest, after a part was done.
    static String ofRest(CommandContext context, Ink ink, Spec spec, Plan rest) {
        var text = new PlanText(context, ink, spec);
        text.blockers(rest);
        text.line(context.say("cli.plan.rest-blocked", "count", rest.blockers().size()));
        return text.out.toString();
    }

    /// What stands in the way, alone.
    static String ofBlockers(CommandContext context, Ink ink, Spec spec, Plan plan) {
        var text = new PlanText(context, ink, spec);
        text.blockers(plan);
        return text.out.toString();
    }

    /// Conditions of servers that could not be found out, each cause once: the plan was made
    /// without them. Those of VMs are planned from, or stand in the way.
    private void unread(Plan plan) {
        var causes = new LinkedHashMap<String, List<String>>();
        plan.conditions().stream()
                .filter(c -> c.status() == Condition.Status.UNKNOWN)
                .filter(c -> c.target().kind() == Target.Kind.SERVER)
                .forEach(c ->
                        causes.computeIfAbsent(context.say(c.message()), _ -> new ArrayList<>())
                                .add(c.id().id()));
        if (!causes.isEmpty() && plan.blockers().isEmpty()) {
            list(
                    "cli.plan.unread",
                    causes.entrySet().stream()
                            .map(e -> String.join(", ", e.getValue()) + ": " + e.getKey())
                            .toList());
        }
    }

    private void line(String text) {
        out.append(text).append('\n');
    }

    private void blockers(Plan plan) {
        var causes =
                SharedCauses.of(
                        context,
                        plan.blockers().stream()
                                .flatMap(b -> b.cause().parts().values().stream())
                                .toList());
        for (var cause : causes.lines()) {
            Lines.of(cause, columns - INDENT).forEach(this::line);
        }
        for (var blocker : plan.blockers()) {
            line(
                    ink.paint(Ink.Style.RED, "!")
                            + " "
                            + ink.paint(Ink.Style.BOLD, blocker.target().toString()));
            Lines.of(context.say(causes.brief(blocker.cause())), columns - INDENT)
                    .forEach(l -> line(" ".repeat(INDENT) + l));
        }
    }

    private void steps(Plan plan) {
        int n = 0;
        var target = "";
        for (var step : plan.steps()) {
            if (!step.target().toString().equals(target)) {
                target = step.target().toString();
                line(
                        (n == 0 && plan.blockers().isEmpty() ? "" : "\n")
                                + ink.paint(Ink.Style.BOLD, target));
            }
            step(++n, step);
        }
    }

    private void step(int n, Step step) {
        var number = "%3d  ".formatted(n);
        var lines = Lines.of(context.say(step.what()), columns - INDENT);
        line(number + ink.paint(Ink.Style.CYAN, lines.getFirst()));
        lines.stream()
                .skip(1)
                .forEach(l -> line(" ".repeat(INDENT) + ink.paint(Ink.Style.CYAN, l)));
        detail("cli.plan.why", context.say(step.why()), text -> text);
        detail("cli.plan.change", change(step), text -> text);
        for (var interrupt : step.interrupts()) {
            detail(
                    "cli.plan.interrupts",
                    who(interrupt),
                    text -> ink.paint(Ink.Style.YELLOW, text));
        }
        PolicyText.of(context, spec, step)
                .ifPresent(policy -> detail("cli.plan.policy", policy, text -> text));
        detail("cli.plan.undo", context.say(step.undo()), text -> text);
    }

    private String change(Step step) {
        boolean unseen = step.reason().equals("guest-not-seen-yet");
        var before =
                step.before().orElseGet(() -> context.say(unseen ? "cli.plan.not-seen" : NONE));
        var after = step.after().orElseGet(() -> context.say(isRestart(step) ? NEW : NONE));
        return "%s: %s -> %s".formatted(step.path(), before, after);
    }

    private static boolean isRestart(Step step) {
        return step.action() instanceof Action.RebootHost
                || step.action() instanceof Action.RebootGuest;
    }

    private String who(Interrupt interrupt) {
        var why = context.say(interrupt.why());
        return interrupt.estimate().isZero()
                ? why
                : why
                        + " "
                        + context.say(
                                "cli.plan.about",
                                "minutes",
                                Math.max(1, interrupt.estimate().toMinutes()));
    }

    private void detail(String key, String text, UnaryOperator<String> paint) {
        var label = DisplayWidth.padRight(context.say(key), labels);
        var lines = Lines.of(text, columns - INDENT - labels);
        line(" ".repeat(INDENT) + ink.paint(Ink.Style.DIM, label) + paint.apply(lines.getFirst()));
        lines.stream().skip(1).forEach(l -> line(" ".repeat(INDENT + labels) + paint.apply(l)));
    }

    private void list(String heading, List<String> items) {
        line("\n" + ink.paint(Ink.Style.BOLD, context.say(heading)));
        for (var item : items) {
            var lines = Lines.of(item, columns - 4);
            line("  - " + lines.getFirst());
            lines.stream().skip(1).forEach(l -> line("    " + l));
        }
    }

    private void consequences(Plan plan) {
        if (!plan.steps().isEmpty()) {
            consequences("cli.plan.consequences-of-reboot", plan, Target.Kind.SERVER);
            consequences("cli.plan.consequences", plan, Target.Kind.VM);
        }
    }

    private void consequences(String heading, Plan plan, Target.Kind kind) {
        var all =
                plan.consequences().stream()
                        .filter(c -> c.target().kind() == kind)
                        .map(c -> context.say(c.message()))
                        .toList();
        if (!all.isEmpty()) {
            list(heading, all);
        }
    }

    private void interrupts(Plan plan) {
        var all =
                plan.steps().stream()
                        .flatMap(s -> s.interrupts().stream())
                        .map(this::who)
                        .distinct()
                        .toList();
        if (!all.isEmpty()) {
            list("cli.plan.interrupts-all", all);
        } else if (!plan.steps().isEmpty()) {
            line("\n" + ink.paint(Ink.Style.BOLD, context.say("cli.plan.interrupts-nobody")));
        }
    }

    private void summary(Plan plan) {
        line("");
        int blockers = plan.blockers().size();
        if (!plan.steps().isEmpty()) {
            if (blockers > 0) {
                line(
                        context.say(
                                Phrase.of(
                                        "cli.plan.left-out",
                                        "count",
                                        blockers,
                                        "targets",
                                        String.join(", ", leftOut(plan)))));
            }
            line(context.say(Phrase.of("cli.plan.steps", "count", plan.steps().size())));
        } else if (blockers > 0) {
            line(context.say(Phrase.of("cli.plan.blocked", "count", blockers)));
        } else {
            line(context.say(plan.allHold() ? "cli.plan.nothing" : "cli.plan.nothing-planned"));
        }
        PolicyText.forbidden(spec, plan).ifPresent(why -> line(context.say(why)));
    }

    /// The targets that something stands in the way of, and the VMs of servers among them.
    private List<String> leftOut(Plan plan) {
        var blocked = plan.blockers().stream().map(Blocker::target).distinct().toList();
        return Stream.concat(
                        blocked.stream(),
                        blocked.stream()
                                .filter(t -> t.kind() == Target.Kind.SERVER)
                                .flatMap(t -> spec.server(t.name()).stream())
                                .flatMap(s -> spec.vmsOn(s).stream())
                                .map(vm -> Target.vm(vm.name())))
                .filter(t -> plan.steps().stream().noneMatch(s -> s.target().equals(t)))
                .map(Target::toString)
                .distinct()
                .toList();
    }
}
