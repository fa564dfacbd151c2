package dev.thruway.cli.trust;

import java.util.List;

/// How a machine showed who it is.
public sealed interface Presented {

    /// By something that this computer trusts anyway.
    record Vouched() implements Presented {}

    /// By something that nothing speaks for.
    ///
    /// @param fingerprint as the file writes it: `sha256:` and hexadecimal digits of a certificate,
    ///   `SHA256:` and Base64 of a host key
    /// @param details lines for a person
    record Stranger(String fingerprint, List<Detail> details) implements Presented {

        public Stranger {
            details = List.copyOf(details);
        }
    }

    /// Not at all: it did not answer.
    record Silent() implements Presented {}

    /// One line about a stranger.
    ///
    /// @param key of the word for what it is
    record Detail(String key, String value) {}
}
