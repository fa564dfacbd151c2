package dev.thruway.cli.journey;

import dev.thruway.cli.CommandContext;
import dev.thruway.cli.ExitCode;
import dev.thruway.cli.Failure;
import dev.thruway.domain.condition.Target;
import dev.thruway.domain.observation.Observation;
import dev.thruway.domain.plan.Plan;
import dev.thruway.engine.Engine;
import dev.thruway.engine.apply.LastLook;
import dev.thruway.engine.apply.RunListener;
import dev.thruway.engine.apply.StepOutcome;
import dev.thruway.engine.run.StepResult;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;

/// Look, show the plan, ask, walk it, and look again until nothing is left.
public final class Walk {

    /// Plans in a row. A walk that leaves something to do is followed by another; one that leaves
    /// the same again is not getting anywhere.
    private static final int ROUNDS = 3;

    private final CommandContext context;
    private final Engine engine;
    private final Approvals approvals;
    private final RunListener also;

    public Walk(CommandContext context, Engine engine, Approvals approvals) {
        this(context, engine, approvals, RunListener.NONE);
    }

    /// @param also is told of every step too
    public Walk(CommandContext context, Engine engine, Approvals approvals, RunListener also) {
        this.context = context;
        this.engine = engine;
        this.approvals = approvals;
        this.also = also;
    }

    /// Where a walk ended.
    ///
    /// @param left what the last look would still do
    /// @param state the conditions of the last look
    public record End(Plan left, Plan state, Observation seen, List<StepOutcome> outcomes) {

        public End {
            outcomes = List.copyOf(outcomes);
        }

        boolean allDone() {
            return outcomes.stream().allMatch(o -> o.result() instanceof StepResult.Done);
        }
    }

    /// Walks until nothing is left to do, something failed, or it gets nowhere. Throws [Failure]
    /// where a person has not allowed it.
    public End walk(
            Predicate<Target> wanted, BiFunction<Observation, Predicate<Target>, Plan> planner) {
        var seen = new Looking(context, engine).whenBooted(wanted);
        return walk(wanted, planner, seen, planner.apply(seen, wanted), ROUNDS);
    }

    /// Walks one plan only, that of a file, where the world is still the same: nothing that a
    /// person has not seen follows it.
    End walkOnce(
            Predicate<Target> wanted,
            Unmoved saved,
            BiFunction<Observation, Predicate<Target>, Plan> planner) {
        var seen = new Looking(context, engine).whenBooted(wanted);
        var plan = planner.apply(seen, wanted);
        if (!plan.blockers().isEmpty()) {
            note(PlanText.ofBlockers(context, context.console().noteInk(), engine.spec(), plan));
        }
        saved.require(plan);
        return walk(wanted, planner, seen, plan, 1);
    }

    private End walk(
            Predicate<Target> wanted,
            BiFunction<Observation, Predicate<Target>, Plan> planner,
            Observation first,
            Plan firstPlan,
            int rounds) {
        var outcomes = new ArrayList<StepOutcome>();
        var seen = first;
        var plan = firstPlan;
        for (int round = 0; round < rounds; round++) {
            if (plan.steps().isEmpty()) {
                break;
            }
            note(PlanText.of(context, context.console().noteInk(), engine.spec(), plan));
            var forbidden = PolicyText.forbidden(engine.spec(), plan);
            if (forbidden.isPresent()) {
                throw new Failure(ExitCode.FAILED, forbidden.get());
            }
            var missing = approvals.missing(plan);
            if (missing.isPresent()) {
                throw new Failure(ExitCode.WAITING, missing.get());
            }
            var walked = carryOut(plan, seen, now -> planner.apply(now, wanted), wanted);
            outcomes.addAll(walked);
            seen = new Looking(context, engine).again(wanted);
            plan = planner.apply(seen, wanted);
            if (!walked.stream().allMatch(o -> o.result() instanceof StepResult.Done)) {
                break;
            }
        }
        return new End(plan, engine.plan(seen, wanted), seen, outcomes);
    }

    /// What is carried out is what was approved, or nothing.
    private List<StepOutcome> carryOut(
            Plan plan,
            Observation seen,
            Function<Observation, Plan> planner,
            Predicate<Target> wanted) {
        LastLook lastLook =
                going -> {
                    var now = engine.observeAgain(wanted);
                    Unmoved.sinceShown(context, plan.only(going))
                            .require(planner.apply(now).only(going));
                    return now;
                };
        return Progress.show(
                context,
                plan.steps().size(),
                also,
                listener -> engine.walk(plan, seen, lastLook, listener));
    }

    /// Shows the end as a command's result.
    public ExitCode show(End end) {
        var ending = new Ending(context, engine);
        if (context.options().output().isDocument()) {
            context.print(ending.document(end.state(), end.seen(), end.outcomes()));
        } else {
            if (!end.left().blockers().isEmpty()) {
                note(rest(end));
            }
            ending.text(end.state(), end.seen(), end.outcomes());
            if (end.outcomes().isEmpty() && end.left().blockers().isEmpty()) {
                note(context.say("cli.plan.nothing"));
            }
        }
        if (end.outcomes().stream().anyMatch(o -> o.result() instanceof StepResult.Waiting)) {
            return ExitCode.WAITING;
        }
        return end.allDone() && end.left().steps().isEmpty() && end.left().blockers().isEmpty()
                ? ExitCode.DONE
                : ExitCode.FAILED;
    }

    /// Shows the end of an undo: that everything is restored, or what is not. The conditions of the
    /// file are no matter any more.
    public ExitCode showUndo(End end) {
        boolean restored =
                end.allDone() && end.left().steps().isEmpty() && end.left().blockers().isEmpty();
        if (context.options().output().isDocument()) {
            context.print(new Documents(context).undone(restored, end.left(), end.outcomes()));
        } else {
            if (!end.left().steps().isEmpty() || !end.left().blockers().isEmpty()) {
                note(rest(end));
            }
            context.console().result(context.say(undone(restored, end)));
        }
        return restored ? ExitCode.DONE : ExitCode.FAILED;
    }

    /// That nothing was changed is said only where nothing was.
    private String rest(End end) {
        var ink = context.console().noteInk();
        return end.outcomes().isEmpty() || end.left().blockers().isEmpty()
                ? PlanText.of(context, ink, engine.spec(), end.left())
                : PlanText.ofRest(context, ink, engine.spec(), end.left());
    }

    private static String undone(boolean restored, End end) {
        if (!restored) {
            return "cli.undo.left";
        }
        return end.outcomes().isEmpty() ? "cli.undo.nothing" : "cli.undo.restored";
    }

    private void note(String text) {
        context.console().note(text);
    }
}
