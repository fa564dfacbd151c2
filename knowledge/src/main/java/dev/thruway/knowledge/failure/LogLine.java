package dev.thruway.knowledge.failure;

import java.util.ArrayList;
import java.util.List;

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

    /// The lines of one source, from its first on.
    public static List<LogLine> numbered(String source, LineKind kind, List<String> texts) {
        var lines = new ArrayList<LogLine>();
        for (var text : texts) {
            lines.add(new LogLine(source, kind, lines.size() + 1L, text));
        }
        return lines;
    }
}
