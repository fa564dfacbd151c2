package dev.thruway.domain.spec;

import java.util.Optional;

/// How programs are run inside a guest.
public sealed interface GuestAccess {

    /// By SSH.
    ///
    /// @param sudoPassword what `sudo` asks for; empty where it asks nothing
    /// @param jump the machine to go through first
    record Ssh(
            String host,
            int port,
            Login login,
            HostKey hostKey,
            Optional<SecretRef> sudoPassword,
            Optional<Ssh> jump)
            implements GuestAccess {

        /// The port of SSH (RFC 4253, 4).
        public static final int DEFAULT_PORT = 22;

        public Ssh {
            Texts.requireName("host", host);
            if (port < 1 || port > 0xFFFF) {
                throw new IllegalArgumentException("port out of range: " + port);
            }
        }
    }

    /// By VMware Tools, through the hypervisor; needs no network to the guest.
    record Tools(String username, SecretRef password) implements GuestAccess {

        public Tools {
            Texts.requireFilled("username", username);
        }
    }

    /// Who logs in by SSH, and with what: a private key, a password, or either.
    record Login(String username, Optional<SecretRef> privateKey, Optional<SecretRef> password) {

        public Login {
            Texts.requireFilled("username", username);
            if (privateKey.isEmpty() && password.isEmpty()) {
                throw new IllegalArgumentException("an SSH login without key and password");
            }
        }
    }
}
