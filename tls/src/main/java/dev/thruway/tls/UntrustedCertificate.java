package dev.thruway.tls;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A certificate that was shown, and not accepted.
public final class UntrustedCertificate extends CertificateException {

    private static final long serialVersionUID = 1L;

    private final X509Certificate certificate;
    private final @Nullable String expected;

    UntrustedCertificate(
            X509Certificate certificate, @Nullable String expected, @Nullable Throwable cause) {
        super("untrusted certificate, SHA-256 " + Fingerprint.sha256(certificate), cause);
        this.certificate = certificate;
        this.expected = expected;
    }

    /// The one among the reasons for which a connection failed.
    public static Optional<UntrustedCertificate> among(Throwable why) {
        for (Throwable t = why; t != null; t = t.getCause()) {
            if (t instanceof UntrustedCertificate untrusted) {
                return Optional.of(untrusted);
            }
        }
        return Optional.empty();
    }

    public X509Certificate certificate() {
        return certificate;
    }

    /// Of the certificate that was shown.
    public String sha256() {
        return Fingerprint.sha256(certificate);
    }

    /// The fingerprint that was expected, where it was one.
    public Optional<String> expected() {
        return Optional.ofNullable(expected);
    }
}
