package dev.thruway.guest;

import java.time.Duration;
import java.time.Instant;

/// Is shown every program that ran and every file that was transferred, secrets removed.
@FunctionalInterface
public interface GuestTrace {

    /// Shows nothing to nobody.
    GuestTrace NONE = exchange -> {};

    void record(Exchange exchange);

    /// One request and its answer.
    ///
    /// @param target `user@host:port`
    /// @param request the program's words, or the transfer
    /// @param input what the program read, or the file that was put; never a password
    /// @param answer how it ended, or why it did not
    /// @param output standard output, or the file that was got
    record Exchange(
            Instant startedAt,
            Duration took,
            String target,
            String request,
            String input,
            String answer,
            String output,
            String error) {}
}
