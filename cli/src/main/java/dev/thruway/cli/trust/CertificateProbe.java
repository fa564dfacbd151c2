package dev.thruway.cli.trust;

import dev.thruway.cli.trust.Presented.Detail;
import dev.thruway.tls.Fingerprint;
import dev.thruway.tls.ServerTrust;
import dev.thruway.tls.TrustPolicy;
import dev.thruway.tls.UntrustedCertificate;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/// Sees a server's certificate: a TLS handshake and nothing after it. No request is sent, so there
/// is nothing that a stranger could learn.
public final class CertificateProbe {

    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final int HTTPS_PORT = 443;

    private CertificateProbe() {}

    /// What the server shows, judged by these authorities; by those that Java trusts where there
    /// are none.
    public static Presented of(URI url, List<X509Certificate> authorities) {
        var trust =
                authorities.isEmpty()
                        ? new ServerTrust.Authorities()
                        : new ServerTrust.Ca(authorities);
        try {
            shake(TrustPolicy.context(trust), url);
            return new Presented.Vouched();
        } catch (IOException e) {
            return UntrustedCertificate.among(e)
                    .<Presented>map(refused -> stranger(refused.certificate()))
                    .orElseGet(Presented.Silent::new);
        }
    }

    private static void shake(SSLContext context, URI url) throws IOException {
        var host = url.getHost().replaceAll("^\\[|\\]$", "");
        int port = url.getPort() < 0 ? HTTPS_PORT : url.getPort();
        try (var plain = new Socket()) {
            plain.connect(new InetSocketAddress(host, port), (int) LIMIT.toMillis());
            plain.setSoTimeout((int) LIMIT.toMillis());
            var socket = context.getSocketFactory().createSocket(plain, host, port, true);
            if (socket instanceof SSLSocket tls) {
                var parameters = tls.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                tls.setSSLParameters(parameters);
                tls.startHandshake();
            }
        }
    }

    private static Presented stranger(X509Certificate certificate) {
        return new Presented.Stranger(
                "sha256:" + Fingerprint.sha256(certificate),
                List.of(
                        new Detail(
                                "cli.trust.subject",
                                certificate.getSubjectX500Principal().getName()),
                        new Detail(
                                "cli.trust.issuer", certificate.getIssuerX500Principal().getName()),
                        new Detail(
                                "cli.trust.valid-until",
                                certificate.getNotAfter().toInstant().toString()),
                        new Detail("cli.trust.sha1", Fingerprint.sha1(certificate))));
    }
}
