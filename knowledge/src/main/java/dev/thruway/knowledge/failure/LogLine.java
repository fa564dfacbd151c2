package dev.thruway.knowledge.failure;

/// One line of something that was read.
///
/// @param source a file, a task, an event; as a user would find it again
/// @param number from 1
/// @param text untrusted
public record LogLine(String source, LineKind kind, long number, String text) {

    /// What is looked at of one line; a longer one is cut.
    public static final int MAX_LENGTH = 4_000;

    public LogLine {
        text = text.length() > MAX_LENGTH ? text.substring(0, MAX_LENGTH) : text;
    }
}
