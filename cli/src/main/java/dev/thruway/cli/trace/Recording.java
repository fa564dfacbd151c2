package dev.thruway.cli.trace;

import dev.thruway.cli.output.Document;
import java.time.Duration;
import java.time.Instant;

/// One exchange, ready to be written.
///
/// @param index what the index says of it besides number, time and files
/// @param operation for the files' names
/// @param suffix of the files' names
record Recording(
        String protocol,
        String endpoint,
        String operation,
        Instant startedAt,
        Duration took,
        Document index,
        String suffix,
        Message request,
        Message answer) {

    /// One of the two files.
    ///
    /// @param head its first lines
    /// @param body what follows an empty line
    record Message(String head, String body) {}
}
