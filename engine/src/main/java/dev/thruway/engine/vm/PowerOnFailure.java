package dev.thruway.engine.vm;

import dev.thruway.domain.text.Phrase;

/// Finds out why a VM does not start or does not stay on.
@FunctionalInterface
public interface PowerOnFailure {

    /// The cause in plain words; what was said at first where nothing better is found.
    Phrase explain(Phrase first);
}
