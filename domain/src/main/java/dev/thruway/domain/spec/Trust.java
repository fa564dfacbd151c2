package dev.thruway.domain.spec;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Why the certificate of an HTTPS service is believed.
public sealed interface Trust {

    /// It is signed by a certificate in this PEM file.
    record CaFile(Path file) implements Trust {}

    /// It is the one with this SHA-256 fingerprint.
    ///
    /// @param sha256 64 lower-case hexadecimal digits
    record Thumbprint(String sha256) implements Trust {

        private static final Pattern WRITTEN =
                Pattern.compile("(?i)(?:sha-?256:)?([0-9a-f]{2}(?::?[0-9a-f]{2}){31})");

        public Thumbprint {
            if (!sha256.matches("[0-9a-f]{64}")) {
                throw new IllegalArgumentException("not a SHA-256 fingerprint: " + sha256);
            }
        }

        /// As people write it: with or without `sha256:`, with or without colons between bytes. A
        /// SHA-1 fingerprint, which older tools print, is not one.
        public static Optional<Thumbprint> parse(String written) {
            var m = WRITTEN.matcher(written.strip());
            if (!m.matches()) {
                return Optional.empty();
            }
            return Optional.of(
                    new Thumbprint(m.group(1).replace(":", "").toLowerCase(Locale.ROOT)));
        }

        /// As it is written in the file.
        @Override
        public String toString() {
            return "sha256:" + sha256;
        }
    }

    /// The file says `insecure: true`: any certificate is taken.
    record Insecure() implements Trust {}

    /// The file says nothing: what the system trusts is trusted, and at the first contact with
    /// anything else a person decides by its fingerprint.
    record Unstated() implements Trust {}
}
