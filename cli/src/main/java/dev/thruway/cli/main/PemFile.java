package dev.thruway.cli.main;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/// Certificates in a PEM file.
final class PemFile {

    private PemFile() {}

    /// All of them; empty where the file cannot be read or has none.
    static Optional<List<X509Certificate>> certificates(Path file) {
        try (var in = Files.newInputStream(file)) {
            var all =
                    CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
                            .map(X509Certificate.class::cast)
                            .toList();
            return all.isEmpty() ? Optional.empty() : Optional.of(all);
        } catch (IOException | CertificateException e) {
            return Optional.empty();
        }
    }
}
