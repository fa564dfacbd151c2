package dev.thruway.spec;

import dev.thruway.domain.text.Phrase;

/// One thing that is wrong in a file: where, and what was expected. Never holds a secret.
public record SpecError(Position position, Phrase phrase) {}
