package dev.thruway.engine.vm;

import dev.thruway.domain.text.Phrase;
import dev.thruway.engine.run.Explanation;
import java.util.List;

/// Finds out why a VM does not start or does not stay on.
@FunctionalInterface
public interface PowerOnFailure {

    /// The cause in plain words; what was said at first where nothing better is found.
    ///
    /// @param first what the server's answer said, in a sentence
    /// @param said the server's own lines; empty where it did not refuse
    Explanation explain(Phrase first, List<String> said);
}
