package dev.thruway.domain.spec;

import java.nio.file.Path;
import java.util.Optional;

/// Why the host key of an SSH server is believed.
public sealed interface HostKey {

    /// It is the one with this fingerprint.
    ///
    /// @param sha256 as OpenSSH prints it: `SHA256:` and 43 characters of Base64 without padding
    record Fingerprint(String sha256) implements HostKey {

        public Fingerprint {
            if (!sha256.matches("SHA256:[A-Za-z0-9+/]{43}")) {
                throw new IllegalArgumentException("not a SHA-256 host key: " + sha256);
            }
        }

        /// As people paste it: with or without the closing `=`.
        public static Optional<Fingerprint> parse(String written) {
            var text = written.strip().replaceFirst("=$", "");
            return text.matches("SHA256:[A-Za-z0-9+/]{43}")
                    ? Optional.of(new Fingerprint(text))
                    : Optional.empty();
        }
    }

    /// It is in this file, which has the form of OpenSSH's `known_hosts`.
    record KnownHosts(Path file) implements HostKey {}

    /// The file says nothing: at the first contact a person decides by its fingerprint.
    record Unstated() implements HostKey {}
}
