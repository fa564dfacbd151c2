package dev.thruway.engine.apply;

import dev.thruway.domain.condition.Target;
import dev.thruway.domain.plan.Step;
import dev.thruway.domain.plan.StepOrder;
import dev.thruway.domain.text.Phrase;
import dev.thruway.engine.Causes;
import dev.thruway.engine.Clock;
import dev.thruway.engine.run.Effect;
import dev.thruway.engine.run.EffectRunner;
import dev.thruway.engine.run.StepFailed;
import dev.thruway.engine.run.StepResult;
import dev.thruway.guest.GuestException;
import dev.thruway.vsphere.client.VsphereException;
import java.util.List;
import java.util.Map;

/// Walks the steps of a plan: whatever waits for nothing is carried out at once, each in a thread
/// of its own. After a step that did not get done only those are not tried that stand on it.
final class PlanRunner {

    private final Carriers carriers;
    private final Clock clock;
    private final Telling telling;
    private final Places places;

    /// From steps to what carries them out.
    @FunctionalInterface
    interface Carriers {

        /// One effect for all steps of a group. Throws [StepFailed] where there can be none.
        ///
        /// @param later the steps of the plan that follow
        Effect of(List<Step> group, List<Step> later);
    }

    PlanRunner(Carriers carriers, Clock clock, Telling telling, Places places) {
        this.carriers = carriers;
        this.clock = clock;
        this.telling = telling;
        this.places = places;
    }

    /// How each step ended, in the order of the plan.
    ///
    /// @param refused targets of which nothing is tried, and why
    List<StepOutcome> walk(List<Step> steps, StepOrder order, Map<Target, Phrase> refused)
            throws InterruptedException {
        return new GroupWalk(
                        StepGraph.of(steps, order),
                        new Turns(places, steps),
                        places,
                        refused,
                        new GroupWalk.Around(this::carryOut, clock, telling))
                .all();
    }

    /// What an interrupted call answers is no answer: it says only that nobody waited for one.
    private StepResult carryOut(StepGraph.Group group, Runnable idle) throws InterruptedException {
        var result = tryOut(group, idle);
        if (Thread.interrupted()) {
            throw new InterruptedException("in " + group.steps().getLast().id());
        }
        return result;
    }

    private StepResult tryOut(StepGraph.Group group, Runnable idle) throws InterruptedException {
        var last = group.steps().getLast();
        try {
            return new EffectRunner(clock, message -> telling.progress(last, message), idle)
                    .run(carriers.of(group.steps(), group.later()));
        } catch (StepFailed e) {
            return new StepResult.Failed(e.explanation());
        } catch (VsphereException | GuestException e) {
            return new StepResult.Unknown(Causes.of(e));
        }
    }
}
