package dev.thruway.cli.journey;

import dev.thruway.cli.CommandContext;
import dev.thruway.cli.ExitCode;
import dev.thruway.cli.Failure;
import dev.thruway.cli.output.Document;
import dev.thruway.domain.condition.Target;
import dev.thruway.domain.observation.Observation;
import dev.thruway.domain.plan.Plan;
import dev.thruway.domain.text.Phrase;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/// Plans anew before a saved plan is walked, and refuses where the world has moved since.
final class Unmoved implements BiFunction<Observation, Predicate<Target>, Plan> {

    private final CommandContext context;
    private final SavedPlan saved;
    private final BiFunction<Observation, Predicate<Target>, Plan> planner;
    private boolean compared;

    Unmoved(
            CommandContext context,
            SavedPlan saved,
            BiFunction<Observation, Predicate<Target>, Plan> planner) {
        this.context = context;
        this.saved = saved;
        this.planner = planner;
    }

    /// Only the first plan is compared: after the walk the world is meant to be another.
    @Override
    public Plan apply(Observation seen, Predicate<Target> wanted) {
        var plan = planner.apply(seen, wanted);
        if (!compared && plan.blockers().isEmpty()) {
            compare(plan);
        }
        compared = true;
        return plan;
    }

    private void compare(Plan plan) {
        var moved = Moved.between(saved, plan);
        if (moved.isEmpty()) {
            return;
        }
        if (context.options().output().isDocument()) {
            context.print(document(moved));
        }
        moved.forEach(m -> context.console().note("  " + line(m)));
        throw new Failure(ExitCode.FAILED, Phrase.of("cli.apply.stale", "count", moved.size()));
    }

    private String line(Moved moved) {
        var step = moved.step();
        return context.say(
                "cli.moved." + word(moved),
                "step",
                step.id(),
                "path",
                step.path(),
                "was",
                moved.saved().map(this::change).orElse("-"),
                "is",
                moved.now().map(this::change).orElse("-"));
    }

    private String change(SavedPlan.SavedStep step) {
        var none = context.say("cli.plan.none");
        return step.before().orElse(none) + " -> " + step.after().orElse(none);
    }

    private static String word(Moved moved) {
        return moved.kind().name().toLowerCase(Locale.ROOT);
    }

    private Document document(List<Moved> moved) {
        return Document.withSchema()
                .with("ok", false)
                .with(
                        "moved",
                        moved.stream()
                                .map(m ->
                                        Document.part()
                                                .with("id", m.step().id())
                                                .with("target", m.step().target())
                                                .with("kind", word(m))
                                                .with("message", line(m)))
                                .toList());
    }
}
