package dev.thruway.cli.journey;

import dev.thruway.cli.CommandContext;
import dev.thruway.cli.ExitCode;
import dev.thruway.cli.Failure;
import dev.thruway.cli.terminal.Spinner;
import dev.thruway.domain.condition.Target;
import dev.thruway.domain.observation.Observation;
import dev.thruway.domain.plan.Plan;
import dev.thruway.domain.plan.Step;
import dev.thruway.domain.text.Phrase;
import dev.thruway.engine.Engine;
import dev.thruway.engine.apply.RunListener;
import dev.thruway.engine.apply.StepOutcome;
import dev.thruway.engine.run.StepFailed;
import dev.thruway.engine.run.StepResult;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/// Look, show the plan, ask, walk it, and look again until nothing is left; in the end what was
/// proved.
final class Walk {

    /// Plans in a row. A walk that leaves something to do is followed by another; one that leaves
    /// the same again is not getting anywhere.
    private static final int ROUNDS = 3;

    private final CommandContext context;
    private final Engine engine;
    private final Approvals approvals;

    Walk(CommandContext context, Engine engine, Approvals approvals) {
        this.context = context;
        this.engine = engine;
        this.approvals = approvals;
    }

    ExitCode run(
            Predicate<Target> wanted, BiFunction<Observation, Predicate<Target>, Plan> planner) {
        var outcomes = new ArrayList<StepOutcome>();
        var seen = new Looking(context, engine).at(wanted);
        var plan = planner.apply(seen, wanted);
        for (int round = 0; round < ROUNDS; round++) {
            if (!plan.blockers().isEmpty() || plan.steps().isEmpty()) {
                break;
            }
            note(PlanText.of(context, context.console().noteInk(), plan));
            var missing = approvals.missing(plan);
            if (missing.isPresent()) {
                throw new Failure(ExitCode.WAITING, missing.get());
            }
            var walked = walk(plan, seen);
            outcomes.addAll(walked);
            seen = new Looking(context, engine).at(wanted);
            plan = planner.apply(seen, wanted);
            if (!done(walked)) {
                break;
            }
        }
        return end(plan, seen, outcomes, wanted);
    }

    private static boolean done(List<StepOutcome> outcomes) {
        return outcomes.stream().allMatch(o -> o.result() instanceof StepResult.Done);
    }

    private ExitCode end(
            Plan left, Observation seen, List<StepOutcome> outcomes, Predicate<Target> wanted) {
        var state = engine.plan(seen, wanted);
        if (context.options().output().isDocument()) {
            context.print(new Documents(context).state(state, seen, outcomes));
        } else {
            if (!left.blockers().isEmpty()) {
                note(PlanText.of(context, context.console().noteInk(), left));
            }
            context.console()
                    .result(ConditionsText.of(context, context.console().resultInk(), state));
            if (outcomes.isEmpty() && left.blockers().isEmpty()) {
                note(context.say("cli.plan.nothing"));
            }
        }
        if (outcomes.stream().anyMatch(o -> o.result() instanceof StepResult.Waiting)) {
            return ExitCode.WAITING;
        }
        return done(outcomes) && left.steps().isEmpty() && left.blockers().isEmpty()
                ? ExitCode.DONE
                : ExitCode.FAILED;
    }

    private List<StepOutcome> walk(Plan plan, Observation seen) {
        try (var spinner = context.console().spinner(context.say("cli.walking"))) {
            return engine.walk(plan, seen, new Progress(spinner));
        } catch (StepFailed e) {
            throw new Failure(ExitCode.FAILED, e.phrase(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure(ExitCode.INTERRUPTED, Phrase.of("cli.interrupted"), e);
        }
    }

    private void note(String text) {
        context.console().note(text);
    }

    private final class Progress implements RunListener {

        private final Spinner spinner;

        Progress(Spinner spinner) {
            this.spinner = spinner;
        }

        @Override
        public void started(Step step) {
            spinner.say(step.target() + ": " + context.say(step.what()));
        }

        @Override
        public void progress(Step step, Phrase message) {
            spinner.say(
                    step.target() + ": " + context.say(step.what()) + " - " + context.say(message));
        }

        @Override
        public void ended(Step step, StepResult result) {
            var word = context.say("cli.state." + result.word());
            spinner.note(
                    "[%s] %s: %s - %s"
                            .formatted(
                                    word,
                                    step.target(),
                                    context.say(step.what()),
                                    context.say(result.message())));
        }
    }
}
