package dev.thruway.spec.secret;

import dev.thruway.domain.text.Phrase;

/// What came of fetching a secret.
public sealed interface Resolution {

    record Resolved(Secret secret) implements Resolution {}

    /// It is not where the file says it is. The phrase names the place, never the content.
    record Missing(Phrase why) implements Resolution {}
}
