package dev.thruway.engine.apply;

import dev.thruway.domain.plan.Step;
import dev.thruway.domain.text.Phrase;
import dev.thruway.engine.run.StepResult;

/// Is told what happens, as it happens.
public interface RunListener {

    /// Tells nobody.
    RunListener NONE =
            new RunListener() {
                @Override
                public void started(Step step) {}

                @Override
                public void progress(Step step, Phrase message) {}

                @Override
                public void ended(Step step, StepResult result) {}
            };

    /// What is worth a line before the first step.
    default void noted(Phrase message) {}

    /// What is waited for before the first step.
    default void waits(Phrase message) {}

    void started(Step step);

    /// What the running step waits for.
    void progress(Step step, Phrase message);

    void ended(Step step, StepResult result);
}
