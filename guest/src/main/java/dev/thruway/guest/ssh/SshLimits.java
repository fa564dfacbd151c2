package dev.thruway.guest.ssh;

import java.time.Duration;

/// How long each part of a conversation may take.
///
/// @param connect the TCP connection and the key exchange
/// @param login authentication
/// @param transfer one file
/// @param keepAlive between two signs of life; three without an answer end the connection, as
///   OpenSSH's `ServerAliveInterval` and `ServerAliveCountMax`
public record SshLimits(Duration connect, Duration login, Duration transfer, Duration keepAlive) {

    public static final SshLimits DEFAULT =
            new SshLimits(
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(30),
                    Duration.ofMinutes(2),
                    Duration.ofSeconds(15));
}
