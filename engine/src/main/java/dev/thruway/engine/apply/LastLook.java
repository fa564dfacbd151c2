package dev.thruway.engine.apply;

import dev.thruway.domain.condition.Target;
import dev.thruway.domain.observation.Observation;
import java.util.function.Predicate;

/// A look under the locks, before the first step: between plan and walk a person took the time to
/// read and to answer.
@FunctionalInterface
public interface LastLook {

    /// What is seen now, where the plan still stands. Throws what ends the run where it does not;
    /// nothing was changed then.
    ///
    /// @param going the targets whose steps are carried out; of the others, whose hosts somebody
    ///   else has locked, the plan need not stand
    Observation take(Predicate<Target> going);
}
