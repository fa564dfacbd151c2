package dev.thruway.cli.trust;

import dev.thruway.cli.trust.Presented.Detail;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/// Sees a server's certificate: a TLS handshake and nothing after it. No request is sent, so there
/// is nothing that a stranger could learn.
public final class CertificateProbe {

    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final int HTTPS_PORT = 443;

    private CertificateProbe() {}

    /// What the server shows, judged by these authorities; by those that Java trusts where there
    /// are none.
    public static Presented of(URI url, List<X509Certificate> authorities) {
        var seen = new AtomicReference<@Nullable X509Certificate>();
        try {
            var manager = new Watching(trustManager(authorities), seen);
            var context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {manager}, new SecureRandom());
            shake(context, url);
            return new Presented.Vouched();
        } catch (IOException e) {
            var refused = seen.get();
            return refused == null ? new Presented.Silent() : stranger(refused);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("TLS is not available", e);
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

    private static X509ExtendedTrustManager trustManager(List<X509Certificate> authorities)
            throws GeneralSecurityException, IOException {
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(authorities.isEmpty() ? null : keyStore(authorities));
        for (var manager : factory.getTrustManagers()) {
            if (manager instanceof X509ExtendedTrustManager extended) {
                return extended;
            }
        }
        throw new IllegalStateException("no X.509 trust manager");
    }

    private static KeyStore keyStore(List<X509Certificate> authorities)
            throws GeneralSecurityException, IOException {
        var store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        for (int i = 0; i < authorities.size(); i++) {
            store.setCertificateEntry("ca" + i, authorities.get(i));
        }
        return store;
    }

    private static Presented stranger(X509Certificate certificate) {
        return new Presented.Stranger(
                "sha256:" + digest(certificate, "SHA-256"),
                List.of(
                        new Detail(
                                "cli.trust.subject",
                                certificate.getSubjectX500Principal().getName()),
                        new Detail(
                                "cli.trust.issuer", certificate.getIssuerX500Principal().getName()),
                        new Detail(
                                "cli.trust.valid-until",
                                certificate.getNotAfter().toInstant().toString()),
                        new Detail("cli.trust.sha1", digest(certificate, "SHA-1"))));
    }

    private static String digest(X509Certificate certificate, String algorithm) {
        try {
            var digest = MessageDigest.getInstance(algorithm);
            return HexFormat.of().formatHex(digest.digest(certificate.getEncoded()));
        } catch (NoSuchAlgorithmException | CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Decides as another trust manager does, and remembers what was shown.
    private static final class Watching extends X509ExtendedTrustManager {

        private final X509ExtendedTrustManager judge;
        private final AtomicReference<@Nullable X509Certificate> refused;

        Watching(
                X509ExtendedTrustManager judge,
                AtomicReference<@Nullable X509Certificate> refused) {
            this.judge = judge;
            this.refused = refused;
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
                throws CertificateException {
            try {
                judge.checkServerTrusted(chain, authType, socket);
            } catch (CertificateException e) {
                refused.set(chain[0]);
                throw e;
            }
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
                throws CertificateException {
            throw new CertificateException("engines are not used");
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType)
                throws CertificateException {
            throw new CertificateException("a check without a connection is not used");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType)
                throws CertificateException {
            throw new CertificateException("not a server");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
                throws CertificateException {
            throw new CertificateException("not a server");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
                throws CertificateException {
            throw new CertificateException("not a server");
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return judge.getAcceptedIssuers();
        }
    }
}
