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
        }
    }

    /// It is this very one, whatever host it names.
    ///
    /// @param sha256 64 hexadecimal digits, colons allowed
    record Thumbprint(String sha256) implements RedfishTrust {
        public Thumbprint {
            sha256 = sha256.replace(":", "").toLowerCase(Locale.ROOT);
            if (!sha256.matches("[0-9a-f]{64}")) {
                throw new IllegalArgumentException("not a SHA-256 fingerprint: " + sha256);
            }
        }
    }

    /// The authorities that Java trusts, and it names the host.
    record SystemTrust() implements RedfishTrust {}

    /// Anything. Only where a person said so.
    record Insecure() implements RedfishTrust {}
}
