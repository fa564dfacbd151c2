package dev.thruway.engine.apply;

import dev.thruway.domain.observation.Observation;

/// A look under the locks, before the first step: between plan and walk a person took the time to
/// read and to answer.
@FunctionalInterface
public interface LastLook {

    /// What is seen now, where the plan still stands. Throws what ends the run where it does not;
    /// nothing was changed then.
    Observation take();
}
