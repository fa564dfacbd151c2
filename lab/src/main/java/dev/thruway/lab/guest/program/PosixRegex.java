package dev.thruway.lab.guest.program;

import java.util.Map;

/// Regular expressions of POSIX, with GNU's escapes, in Java's syntax.
final class PosixRegex {

    private static final Map<String, String> CLASSES =
            Map.of(
                    "[:digit:]", "0-9",
                    "[:space:]", "\\s",
                    "[:blank:]", " \\t",
                    "[:alpha:]", "A-Za-z",
                    "[:alnum:]", "A-Za-z0-9",
                    "[:upper:]", "A-Z",
                    "[:lower:]", "a-z",
                    "[:xdigit:]", "0-9A-Fa-f",
                    "[:punct:]", "\\p{Punct}");

    private final String text;
    private final boolean extended;
    private final StringBuilder out = new StringBuilder();
    private int at;

    private PosixRegex(String text, boolean extended) {
        this.text = text;
        this.extended = extended;
    }

    static String basic(String text) {
        return new PosixRegex(text, false).translate();
    }

    static String extended(String text) {
        return new PosixRegex(text, true).translate();
    }

    private String translate() {
        while (at < text.length()) {
            char c = text.charAt(at++);
            switch (c) {
                case '\\' -> escape();
                case '[' -> bracket();
                default -> ordinary(c);
            }
        }
        return out.toString();
    }

    /// What basic escapes is special, and the reverse.
    private void escape() {
        if (at == text.length()) {
            out.append("\\\\");
            return;
        }
        char next = text.charAt(at++);
        if (next == '<' || next == '>') {
            out.append("\\b");
        } else if (!extended && "|(){}+?".indexOf(next) >= 0) {
            out.append(next);
        } else {
            out.append('\\').append(next);
        }
    }

    private void ordinary(char c) {
        boolean literal =
                extended
                        ? c == '*' && out.isEmpty()
                        : "|(){}+?".indexOf(c) >= 0 || (c == '*' && out.isEmpty());
        out.append(literal ? "\\" : "").append(c);
    }

    /// A bracket expression, in which a backslash is itself.
    private void bracket() {
        int start = at;
        int end = start + (text.startsWith("^", start) ? 1 : 0);
        end += text.startsWith("]", end) ? 1 : 0;
        while (end < text.length() && text.charAt(end) != ']') {
            int close = text.startsWith("[:", end) ? text.indexOf(":]", end) : -1;
            end = close < 0 ? end + 1 : close + 2;
        }
        if (end >= text.length()) {
            throw new IllegalArgumentException("Unmatched [, [^, [:, [., or [=");
        }
        out.append('[');
        inside(text.substring(start, end));
        out.append(']');
        at = end + 1;
    }

    private void inside(String set) {
        int i = 0;
        while (i < set.length()) {
            int close = set.startsWith("[:", i) ? set.indexOf(":]", i) : -1;
            if (close > 0) {
                out.append(CLASSES.getOrDefault(set.substring(i, close + 2), ""));
                i = close + 2;
            } else {
                char c = set.charAt(i++);
                out.append("[]\\&".indexOf(c) >= 0 ? "\\" : "").append(c);
            }
        }
    }
}
