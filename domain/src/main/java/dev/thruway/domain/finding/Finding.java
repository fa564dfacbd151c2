package dev.thruway.domain.finding;

import dev.thruway.domain.text.Phrase;
import java.util.List;
import java.util.Locale;

/// One cause of a failure.
///
/// @param code stable; `docs/findings` has a page of this name
/// @param evidence what shows it, in the order in which it was read; never empty
public record Finding(
        String code, Certainty certainty, Phrase cause, Phrase fix, List<Evidence> evidence) {

    public Finding {
        evidence = List.copyOf(evidence);
        if (evidence.isEmpty()) {
            throw new IllegalArgumentException("a finding without evidence: " + code);
        }
    }

    /// How sure the cause is, the surest first.
    public enum Certainty {
        /// The evidence says so itself.
        CERTAIN,
        /// Nearly always the cause of such evidence.
        LIKELY,
        /// One of several causes.
        POSSIBLE;

        /// As the JSON writes it.
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
