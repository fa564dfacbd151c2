package dev.thruway.lab.guest.shell;

import dev.thruway.lab.guest.fs.FileSystem;
import java.util.ArrayList;
import java.util.List;

/// Puts fields together and remembers which characters may match file names.
final class FieldBuilder {

    /// One field.
    ///
    /// @param pattern as a glob, what was quoted being escaped
    record Field(String text, String pattern, boolean globs) {

        List<String> matched(FileSystem files, ProcessContext context) {
            if (!globs) {
                return List.of(text);
            }
            var found = new Glob(files, context.user(), context.directory()).match(pattern);
            return found.isEmpty() ? List.of(text) : found;
        }
    }

    private final List<Field> done = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder pattern = new StringBuilder();
    private boolean started;
    private boolean globs;

    void literal(String piece, boolean quoted) {
        started = true;
        append(piece, quoted);
    }

    private void append(String piece, boolean quoted) {
        for (int i = 0; i < piece.length(); i++) {
            char c = piece.charAt(i);
            boolean special = "*?[".indexOf(c) >= 0;
            globs |= special && !quoted;
            text.append(c);
            if (quoted && (special || c == '\\' || c == ']')) {
                pattern.append('\\');
            }
            pattern.append(c);
        }
    }

    /// The value of an expansion: split at white space unless quoted.
    void value(String value, boolean quoted) {
        if (quoted) {
            literal(value, true);
            return;
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == ' ' || c == '\t' || c == '\n') {
                finish();
            } else {
                started = true;
                append(String.valueOf(c), false);
            }
        }
    }

    /// `"$@"`: each value a field of its own.
    void separate(List<String> values) {
        for (int i = 0; i < values.size(); i++) {
            if (i > 0) {
                finish();
            }
            literal(values.get(i), true);
        }
    }

    private void finish() {
        if (started) {
            done.add(new Field(text.toString(), pattern.toString(), globs));
        }
        text.setLength(0);
        pattern.setLength(0);
        started = false;
        globs = false;
    }

    List<Field> fields() {
        finish();
        return done;
    }
}
