package dev.thruway.tls;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;

/// Why a server's certificate is believed.
public sealed interface ServerTrust {

    /// It is signed by one of these, and names the host.
    record Ca(List<X509Certificate> certificates) implements ServerTrust {
        public Ca {
            certificates = List.copyOf(certificates);
        }
    }

    /// It is this very one, whatever host it names.
    ///
    /// @param fingerprint hexadecimal digits, colons allowed: 64 for SHA-256, or 40 for SHA-1,
    ///   which GOVC_TLS_KNOWN_HOSTS may hold
    record Thumbprint(String fingerprint) implements ServerTrust {
        public Thumbprint {
            fingerprint = fingerprint.replace(":", "").toLowerCase(Locale.ROOT);
            if (!fingerprint.matches("[0-9a-f]{64}|[0-9a-f]{40}")) {
                throw new IllegalArgumentException("not a fingerprint: " + fingerprint);
            }
        }
    }

    /// It is signed by an authority that Java trusts, and names the host.
    record Authorities() implements ServerTrust {}

    /// Anything. Only where a person said so.
    record Insecure() implements ServerTrust {}
}
