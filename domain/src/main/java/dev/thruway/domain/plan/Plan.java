package dev.thruway.domain.plan;

import dev.thruway.domain.condition.Condition;
import dev.thruway.domain.condition.Target;
import java.util.List;
import java.util.function.Predicate;

/// What would be done, in order, and what was found that leads to it.
public record Plan(
        List<Step> steps,
        List<Condition> conditions,
        List<Consequence> consequences,
        List<Blocker> blockers) {

    public Plan {
        steps = List.copyOf(steps);
        conditions = List.copyOf(conditions);
        consequences = List.copyOf(consequences);
        blockers = List.copyOf(blockers);
    }

    /// The steps of some targets alone.
    public Plan only(Predicate<Target> targets) {
        return new Plan(
                steps.stream().filter(s -> targets.test(s.target())).toList(),
                conditions,
                consequences,
                blockers);
    }

    /// Every condition that was asked for is true.
    public boolean allHold() {
        return conditions.stream().allMatch(Condition::holds);
    }
}
