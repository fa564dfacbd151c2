package dev.thruway.redfish;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;

/// Why a controller's certificate is believed.
public sealed interface RedfishTrust {

    /// It is signed by one of these, and names the host.
    record Ca(List<X509Certificate> certificates) implements RedfishTrust {
        public Ca {
            certificates = List.copyOf(certificates);
            if (certificates.isEmpty()) {
                throw new IllegalArgumentException("no certificate to trust");
            }
        }
    }

    /// It is this very one.
    ///
    /// @param sha256 64 hexadecimal digits; colons and a `sha256:` in front are allowed
    record Thumbprint(String sha256) implements RedfishTrust {
        public Thumbprint {
            var text = sha256.toLowerCase(Locale.ROOT);
            text = text.startsWith("sha256:") ? text.substring("sha256:".length()) : text;
            sha256 = text.replace(":", "");
            if (!sha256.matches("[0-9a-f]{64}")) {
                throw new IllegalArgumentException("not a SHA-256 fingerprint: " + sha256);
            }
        }
    }

    /// What Java trusts.
    record Authorities() implements RedfishTrust {}

    /// Anything. Only where a person said so.
    record Insecure() implements RedfishTrust {}
}
