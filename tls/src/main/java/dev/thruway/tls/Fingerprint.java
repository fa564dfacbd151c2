package dev.thruway.tls;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;

/// Fingerprints of certificates, as hexadecimal digits in lower case.
public final class Fingerprint {

    private Fingerprint() {}

    public static String sha256(X509Certificate certificate) {
        return digest(certificate, "SHA-256");
    }

    public static String sha1(X509Certificate certificate) {
        return digest(certificate, "SHA-1");
    }

    private static String digest(X509Certificate certificate, String algorithm) {
        try {
            var digest = MessageDigest.getInstance(algorithm);
            return HexFormat.of().formatHex(digest.digest(certificate.getEncoded()));
        } catch (NoSuchAlgorithmException | CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }
}
