package dev.thruway.lab.guest.program;

import java.util.Map;

/// A set of characters as tr reads it: ranges, classes, escapes.
final class CharacterSet {

    private static final Map<String, String> CLASSES =
            Map.of(
                    "[:upper:]", "A-Z",
                    "[:lower:]", "a-z",
                    "[:digit:]", "0-9",
                    "[:alpha:]", "A-Za-z",
                    "[:alnum:]", "0-9A-Za-z",
                    "[:space:]", " \\t\\n\\r",
                    "[:blank:]", " \\t");

    private CharacterSet() {}

    static String of(String text) {
        var plain = text;
        for (var entry : CLASSES.entrySet()) {
            plain = plain.replace(entry.getKey(), entry.getValue());
        }
        var out = new StringBuilder();
        int i = 0;
        while (i < plain.length()) {
            char c = plain.charAt(i++);
            if (c == '\\' && i < plain.length()) {
                c = escaped(plain.charAt(i++));
            }
            if (i + 1 < plain.length() && plain.charAt(i) == '-') {
                char last = plain.charAt(i + 1);
                i += 2;
                for (int each = c; each <= last; each++) {
                    out.append((char) each);
                }
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    private static char escaped(char c) {
        return switch (c) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case '0' -> '\0';
            default -> c;
        };
    }
}
