package dev.thruway.engine.apply;

import dev.thruway.domain.plan.Step;
import dev.thruway.domain.text.Phrase;
import dev.thruway.engine.Causes;
import dev.thruway.engine.Clock;
import dev.thruway.engine.journal.Journal;
import dev.thruway.engine.journal.JournalEntry;
import dev.thruway.engine.run.Effect;
import dev.thruway.engine.run.EffectRunner;
import dev.thruway.engine.run.StepFailed;
import dev.thruway.engine.run.StepResult;
import dev.thruway.guest.GuestException;
import dev.thruway.vsphere.client.VsphereException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Walks the steps in order. After a step that did not get done, the rest is not tried: a plan's
/// later steps stand on its earlier ones.
final class PlanRunner {

    private final Carriers carriers;
    private final Clock clock;
    private final RunListener listener;
    private final Journal journal;
    private final String run;
    private final String who;

    /// From steps to what carries them out.
    @FunctionalInterface
    interface Carriers {

        /// One effect for all steps of a group. Throws [StepFailed] where there can be none.
        ///
        /// @param later the steps of the plan that follow
        Effect of(List<Step> group, List<Step> later);
    }

    PlanRunner(
            Carriers carriers,
            Clock clock,
            RunListener listener,
            Journal journal,
            String run,
            String who) {
        this.carriers = carriers;
        this.clock = clock;
        this.listener = listener;
        this.journal = journal;
        this.run = run;
        this.who = who;
    }

    List<StepOutcome> walk(List<Step> steps) throws InterruptedException {
        var outcomes = new ArrayList<StepOutcome>();
        var groups = StepGroups.of(steps);
        boolean stopped = false;
        for (int i = 0; i < groups.size(); i++) {
            var group = groups.get(i);
            if (stopped) {
                group.forEach(step -> outcomes.add(skipped(step)));
                continue;
            }
            var later =
                    groups.subList(i + 1, groups.size()).stream().flatMap(List::stream).toList();
            var result = run(group, later, outcomes);
            stopped = !(result instanceof StepResult.Done);
        }
        return List.copyOf(outcomes);
    }

    private StepOutcome skipped(Step step) {
        var result = new StepResult.Blocked(Phrase.of("run.not-tried"));
        listener.ended(step, result);
        write(step, result.word(), result.message());
        return new StepOutcome(step, result, Optional.empty(), Optional.empty());
    }

    private StepResult run(List<Step> group, List<Step> later, List<StepOutcome> outcomes)
            throws InterruptedException {
        var started = clock.now();
        for (var step : group) {
            write(step, "running", step.what());
            listener.started(step);
        }
        var result = carryOut(group, later);
        var ended = clock.now();
        for (var step : group) {
            outcomes.add(outcome(step, result, started, ended));
            write(step, result.word(), result.message());
            listener.ended(step, result);
        }
        return result;
    }

    private static StepOutcome outcome(
            Step step, StepResult result, Instant started, Instant ended) {
        return new StepOutcome(step, result, Optional.of(started), Optional.of(ended));
    }

    /// What an interrupted call answers is no answer: it says only that nobody waited for one.
    private StepResult carryOut(List<Step> group, List<Step> later) throws InterruptedException {
        var result = tryOut(group, later);
        if (Thread.interrupted()) {
            throw new InterruptedException("in " + group.getLast().id());
        }
        return result;
    }

    private StepResult tryOut(List<Step> group, List<Step> later) throws InterruptedException {
        var last = group.getLast();
        try {
            return new EffectRunner(clock, message -> listener.progress(last, message))
                    .run(carriers.of(group, later));
        } catch (StepFailed e) {
            return new StepResult.Failed(e.explanation());
        } catch (VsphereException | GuestException e) {
            return new StepResult.Unknown(Causes.of(e));
        }
    }

    private void write(Step step, String state, Phrase message) {
        journal.append(
                new JournalEntry(
                        clock.now(),
                        run,
                        who,
                        step.id(),
                        step.action().code(),
                        step.target().toString(),
                        state,
                        message));
    }
}
