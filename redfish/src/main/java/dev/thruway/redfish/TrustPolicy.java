package dev.thruway.redfish;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/// Decides on certificates by a [RedfishTrust]. An extended trust manager, because for any other
/// the JDK checks the host name on top, which a pinned certificate of a controller rarely carries.
final class TrustPolicy extends X509ExtendedTrustManager {

    /// A certificate that was not accepted, with its fingerprint.
    static final class Untrusted extends CertificateException {

        private static final long serialVersionUID = 1L;

        private final String sha256;
        private final @Nullable String expected;

        Untrusted(String sha256, @Nullable String expected, @Nullable Throwable cause) {
            super("untrusted certificate, SHA-256 " + sha256, cause);
            this.sha256 = sha256;
            this.expected = expected;
        }

        /// The fingerprint that was expected, where it was one.
        Optional<String> expected() {
            return Optional.ofNullable(expected);
        }

        String sha256() {
            return sha256;
        }
    }

    private final RedfishTrust trust;
    private final @Nullable X509ExtendedTrustManager authorities;

    private TrustPolicy(RedfishTrust trust) throws GeneralSecurityException, IOException {
        this.trust = trust;
        this.authorities =
                switch (trust) {
                    case RedfishTrust.Ca(var certificates) -> authorities(keyStore(certificates));
                    case RedfishTrust.SystemTrust _ -> authorities(null);
                    case RedfishTrust.Thumbprint _, RedfishTrust.Insecure _ -> null;
                };
    }

    static SSLContext context(RedfishTrust trust) {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new TrustPolicy(trust)}, new SecureRandom());
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("TLS is not available", e);
        }
    }

    private static KeyStore keyStore(Iterable<X509Certificate> certificates)
            throws GeneralSecurityException, IOException {
        var store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        int n = 0;
        for (var certificate : certificates) {
            store.setCertificateEntry("ca" + n++, certificate);
        }
        return store;
    }

    private static X509ExtendedTrustManager authorities(@Nullable KeyStore store)
            throws GeneralSecurityException {
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        for (var manager : factory.getTrustManagers()) {
            if (manager instanceof X509ExtendedTrustManager extended) {
                return extended;
            }
        }
        throw new IllegalStateException("no X.509 trust manager");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        var sha256 = fingerprint(chain[0]);
        switch (trust) {
            case RedfishTrust.Insecure _ -> {}
            case RedfishTrust.Thumbprint(var wanted) -> {
                if (!sha256.equals(wanted)) {
                    throw new Untrusted(sha256, wanted, null);
                }
            }
            case RedfishTrust.Ca _, RedfishTrust.SystemTrust _ -> {
                try {
                    if (authorities != null) {
                        authorities.checkServerTrusted(chain, authType, engine);
                    }
                } catch (CertificateException e) {
                    throw new Untrusted(sha256, null, e);
                }
            }
        }
    }

    private static String fingerprint(X509Certificate certificate) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
        } catch (NoSuchAlgorithmException | CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        throw new CertificateException("plain sockets are not used");
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
        return authorities == null ? new X509Certificate[0] : authorities.getAcceptedIssuers();
    }
}
