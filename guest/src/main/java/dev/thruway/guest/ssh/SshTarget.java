package dev.thruway.guest.ssh;

import java.util.Optional;

/// Where and as whom to log in.
///
/// @param jump the host through which it is reached; one level, so a jump has none itself
public record SshTarget(
        String host,
        int port,
        String username,
        SshCredential credential,
        HostKeyPolicy hostKeys,
        Optional<SshTarget> jump) {

    public static final int DEFAULT_PORT = 22;

    public SshTarget {
        if (host.isBlank() || username.isBlank()) {
            throw new IllegalArgumentException("host or user name is blank");
        }
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("port out of range: " + port);
        }
        if (jump.isPresent() && jump.get().jump().isPresent()) {
            throw new IllegalArgumentException("a jump host behind another jump host: " + host);
        }
    }

    /// `user@host:port`.
    @Override
    public String toString() {
        return username + "@" + host + ":" + port;
    }
}
