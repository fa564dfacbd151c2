package dev.thruway.tls;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Objects;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/// Decides on certificates by a [ServerTrust]. An extended trust manager, because for any other the
/// JDK checks the host name on top, which a pinned certificate of an ESXi host or of a management
/// controller rarely carries.
public final class TrustPolicy extends X509ExtendedTrustManager {

    private static final int SHA1_DIGITS = 40;

    private final ServerTrust trust;
    private final @Nullable X509ExtendedTrustManager authorities;

    private TrustPolicy(ServerTrust trust) throws GeneralSecurityException, IOException {
        this.trust = trust;
        this.authorities =
                switch (trust) {
                    case ServerTrust.Ca(var certificates) -> authorities(keyStore(certificates));
                    case ServerTrust.Authorities _ -> authorities(null);
                    case ServerTrust.Thumbprint _, ServerTrust.Insecure _ -> null;
                };
    }

    /// Connections made by it believe no other certificate; where they refuse one,
    /// [UntrustedCertificate] is among the causes of what they throw.
    public static SSLContext context(ServerTrust trust) {
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

    /// How the authorities judge, who need the connection for the host's name.
    private interface Judgement {
        void by(X509ExtendedTrustManager authorities) throws CertificateException;
    }

    private void check(X509Certificate shown, Judgement judgement) throws CertificateException {
        switch (trust) {
            case ServerTrust.Insecure _ -> {}
            case ServerTrust.Thumbprint(var wanted) -> {
                var is =
                        wanted.length() == SHA1_DIGITS
                                ? Fingerprint.sha1(shown)
                                : Fingerprint.sha256(shown);
                if (!is.equals(wanted)) {
                    throw new UntrustedCertificate(shown, wanted, null);
                }
            }
            case ServerTrust.Ca _, ServerTrust.Authorities _ -> {
                try {
                    judgement.by(Objects.requireNonNull(authorities));
                } catch (CertificateException e) {
                    throw new UntrustedCertificate(shown, null, e);
                }
            }
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        check(chain[0], judge -> judge.checkServerTrusted(chain, authType, engine));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        check(chain[0], judge -> judge.checkServerTrusted(chain, authType, socket));
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
