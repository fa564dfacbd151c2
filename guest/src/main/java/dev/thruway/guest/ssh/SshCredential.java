package dev.thruway.guest.ssh;

import dev.thruway.guest.Secret;
import java.util.Optional;

/// How a person or a program shows who it is.
public sealed interface SshCredential {

    record Password(Secret password) implements SshCredential {}

    /// A private key: the text of a file in OpenSSH's own or a PEM format; Ed25519, ECDSA or RSA.
    record PrivateKey(Secret text, Optional<Secret> passphrase) implements SshCredential {}
}
