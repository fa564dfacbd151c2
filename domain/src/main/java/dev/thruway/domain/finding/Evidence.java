package dev.thruway.domain.finding;

/// A line that shows something.
///
/// @param source where it is: a file, a task, an event
/// @param line its number there, from 1
/// @param text as it was found; untrusted, and cut where it was very long
public record Evidence(String source, long line, String text) {

    public Evidence {
        if (line < 1) {
            throw new IllegalArgumentException("no line has the number " + line);
        }
    }
}
