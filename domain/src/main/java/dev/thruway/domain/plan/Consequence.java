package dev.thruway.domain.plan;

import dev.thruway.domain.condition.Target;
import dev.thruway.domain.text.Phrase;

/// What a target loses by passthrough for as long as it has it: known before, not found out after.
public record Consequence(Target target, Phrase message) {}
