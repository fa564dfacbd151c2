package dev.thruway.domain.plan;

import dev.thruway.domain.condition.Target;
import dev.thruway.domain.text.Phrase;

/// Why the file cannot be fulfilled for a target as the world is, and what a person can do.
///
/// @param cause a phrase whose key is `blocker.` and a stable code
public record Blocker(Target target, Phrase cause) {

    private static final String KEY_PREFIX = "blocker.";

    public Blocker {
        if (!cause.key().startsWith(KEY_PREFIX)) {
            throw new IllegalArgumentException("not a blocker's phrase: " + cause.key());
        }
    }

    public String code() {
        return cause.key().substring(KEY_PREFIX.length());
    }
}
