package dev.thruway.lab.sshd;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.digest.BuiltinDigests;
import org.apache.sshd.common.keyprovider.KeyPairProvider;

/// The host key of one sshd.
public record SshHostKey(KeyPair pair) {

    /// A new one, on the curve P-256.
    public static SshHostKey make() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return new SshHostKey(generator.generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no elliptic curves", e);
        }
    }

    public KeyPairProvider provider() {
        return KeyPairProvider.wrap(pair);
    }

    /// As OpenSSH prints it.
    public String fingerprint() {
        return KeyUtils.getFingerPrint(BuiltinDigests.sha256, pair.getPublic());
    }
}
