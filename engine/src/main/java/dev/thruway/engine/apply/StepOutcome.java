package dev.thruway.engine.apply;

import dev.thruway.domain.plan.Step;
import dev.thruway.engine.run.StepResult;
import java.time.Instant;
import java.util.Optional;

/// How one step of a run ended.
///
/// @param startedAt empty for a step that was not tried
public record StepOutcome(
        Step step, StepResult result, Optional<Instant> startedAt, Optional<Instant> endedAt) {}
