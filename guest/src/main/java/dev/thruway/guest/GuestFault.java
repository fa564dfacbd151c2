package dev.thruway.guest;

import java.time.Duration;
import java.util.Optional;

/// Why a machine could not be asked, or its answer not be had.
public sealed interface GuestFault {

    /// Nobody answers there, or the connection broke.
    record Unreachable(String reason) implements GuestFault {}

    /// The machine showed another host key than expected, or one that nobody has accepted yet.
    ///
    /// @param presented fingerprint of the key that it showed, as OpenSSH writes it: `SHA256:…`
    /// @param expected fingerprint that was expected, empty at a first contact
    record UntrustedHostKey(String presented, String keyType, Optional<String> expected)
            implements GuestFault {}

    /// It did not accept who we say we are.
    ///
    /// @param method `ssh` or `sudo`
    record NotAuthenticated(String method, String message) implements GuestFault {}

    /// It understood and said no.
    ///
    /// @param type what kind of no, in the protocol's word: `SSH_FX_PERMISSION_DENIED`, `exit 1`;
    ///   or one of ours where we are who says no
    record Rejected(String type, String message) implements GuestFault {

        /// The known_hosts file marks the key that the host showed as revoked; the message is its
        /// fingerprint.
        public static final String REVOKED_HOST_KEY = "@revoked";

        /// The known_hosts file cannot be read, so that nothing is known of the host; the message
        /// is its path.
        public static final String KNOWN_HOSTS_UNREADABLE = "known_hosts";

        boolean ofHostKey() {
            return type.equals(REVOKED_HOST_KEY) || type.equals(KNOWN_HOSTS_UNREADABLE);
        }
    }

    /// It answered something that cannot be read.
    record Malformed(String what) implements GuestFault {}

    /// No answer in time; what was asked may still be happening.
    record TimedOut(Duration after) implements GuestFault {}

    /// Whether it stays so until a person has done something: to ask again is of no use, and may
    /// lock an account.
    default boolean lasting() {
        return switch (this) {
            case UntrustedHostKey _, NotAuthenticated _ -> true;
            case Rejected rejected -> rejected.ofHostKey();
            case Unreachable _, Malformed _, TimedOut _ -> false;
        };
    }
}
