package dev.thruway.lab.guest.program;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// A script of sed: `s`, `d`, `p`, `q`, `a`, `i`, `c` with addresses, ranges and `!`.
final class SedScript {

    /// What a command is for: every line, or those of an address or range.
    private sealed interface Address {

        record Line(int number) implements Address {}

        record Last() implements Address {}

        record Matching(Pattern pattern) implements Address {}
    }

    /// One command. Its range is open between its two addresses.
    private static final class Edit {

        private final Optional<Address> from;
        private final Optional<Address> to;
        private final boolean negated;
        private final char command;
        private final String text;
        private final Pattern find;
        private final String flags;
        private boolean open;

        Edit(Selection where, char command, String text, Pattern find, String flags) {
            this.from = where.from();
            this.to = where.to();
            this.negated = where.negated();
            this.command = command;
            this.text = text;
            this.find = find;
            this.flags = flags;
        }

        boolean selects(String line, int number, boolean last) {
            return negated != within(line, number, last);
        }

        private boolean within(String line, int number, boolean last) {
            if (from.isEmpty()) {
                return true;
            }
            if (!open) {
                boolean begins = matches(from.get(), line, number, last);
                open =
                        begins
                                && to.isPresent()
                                && !(to.get() instanceof Address.Line(int end) && end <= number);
                return begins;
            }
            open = !matches(to.orElseThrow(), line, number, last);
            return true;
        }

        private static boolean matches(Address address, String line, int number, boolean last) {
            return switch (address) {
                case Address.Line(int wanted) -> wanted == number;
                case Address.Last() -> last;
                case Address.Matching(Pattern pattern) -> pattern.matcher(line).find();
            };
        }
    }

    private record Selection(Optional<Address> from, Optional<Address> to, boolean negated) {}

    private final List<Edit> edits = new ArrayList<>();
    private final boolean extended;
    private final boolean quiet;
    private String script = "";
    private int at;

    private SedScript(boolean extended, boolean quiet) {
        this.extended = extended;
        this.quiet = quiet;
    }

    /// Reads scripts; an [IllegalArgumentException] carries what sed says of a wrong one.
    static SedScript parse(List<String> scripts, boolean extended, boolean quiet) {
        var parsed = new SedScript(extended, quiet);
        parsed.script = String.join("\n", scripts);
        parsed.commands();
        return parsed;
    }

    private void commands() {
        while (true) {
            skip(" \t\n;");
            if (at >= script.length()) {
                return;
            }
            var where = selection();
            skip(" \t");
            if (at >= script.length()) {
                throw wrong("missing command");
            }
            edits.add(command(where, script.charAt(at++)));
        }
    }

    private IllegalArgumentException wrong(String what) {
        return new IllegalArgumentException("char " + at + ": " + what);
    }

    private void skip(String characters) {
        while (at < script.length() && characters.indexOf(script.charAt(at)) >= 0) {
            at++;
        }
    }

    private Selection selection() {
        var from = address();
        Optional<Address> to = Optional.empty();
        if (from.isPresent() && script.startsWith(",", at)) {
            at++;
            to = address();
            if (to.isEmpty()) {
                throw wrong("unexpected `,'");
            }
        }
        skip(" \t");
        boolean negated = script.startsWith("!", at);
        at += negated ? 1 : 0;
        return new Selection(from, to, negated);
    }

    private Optional<Address> address() {
        if (script.startsWith("$", at)) {
            at++;
            return Optional.of(new Address.Last());
        }
        if (script.startsWith("/", at)) {
            at++;
            return Optional.of(new Address.Matching(Pattern.compile(regex(until('/')))));
        }
        int start = at;
        while (at < script.length() && Character.isDigit(script.charAt(at)) && at - start < 9) {
            at++;
        }
        return start == at
                ? Optional.empty()
                : Optional.of(new Address.Line(Integer.parseInt(script.substring(start, at))));
    }

    private String regex(String text) {
        return extended ? PosixRegex.extended(text) : PosixRegex.basic(text);
    }

    /// The text up to an unescaped delimiter, which is taken.
    private String until(char delimiter) {
        var text = new StringBuilder();
        while (at < script.length()) {
            char c = script.charAt(at++);
            if (c == delimiter) {
                return text.toString();
            }
            if (c == '\\' && at < script.length()) {
                char next = script.charAt(at++);
                text.append(next == delimiter ? "" : "\\").append(next);
            } else {
                text.append(c);
            }
        }
        throw wrong("unterminated `s' command");
    }

    private Edit command(Selection where, char name) {
        var nothing = Pattern.compile("");
        return switch (name) {
            case 's' -> substitute(where);
            case 'd', 'p', 'q', '=' -> {
                skip(" \t");
                if (at < script.length() && ";\n".indexOf(script.charAt(at)) < 0) {
                    throw wrong("extra characters after command");
                }
                yield new Edit(where, name, "", nothing, "");
            }
            case 'a', 'i', 'c' -> {
                int end = script.indexOf('\n', at);
                var line = script.substring(at, end < 0 ? script.length() : end);
                at += line.length();
                var text = line.strip().replaceFirst("^\\\\\\s*", "");
                yield new Edit(where, name, text, nothing, "");
            }
            default -> throw wrong("unknown command: `" + name + "'");
        };
    }

    private Edit substitute(Selection where) {
        if (at >= script.length()) {
            throw wrong("unterminated `s' command");
        }
        char delimiter = script.charAt(at++);
        var find = regex(until(delimiter));
        var replacement = replacement(until(delimiter));
        int start = at;
        while (at < script.length() && "gIip0123456789".indexOf(script.charAt(at)) >= 0) {
            at++;
        }
        var flags = script.substring(start, at);
        if (flags.replaceAll("\\D", "").length() > 4) {
            throw wrong("number option to `s' command is too large");
        }
        if (at < script.length() && ";\n \t".indexOf(script.charAt(at)) < 0) {
            throw wrong("unknown option to `s'");
        }
        boolean anyCase = flags.contains("I") || flags.contains("i");
        var pattern = Pattern.compile(find, anyCase ? Pattern.CASE_INSENSITIVE : 0);
        int groups = pattern.matcher("").groupCount();
        for (int i = groups + 1; i <= 9; i++) {
            if (replacement.contains("$" + i) && !replacement.contains("\\$" + i)) {
                throw wrong("invalid reference \\" + i + " on `s' command's RHS");
            }
        }
        return new Edit(where, 's', replacement, pattern, flags);
    }

    /// In Java's syntax.
    private static String replacement(String text) {
        var out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '&') {
                out.append("$0");
            } else if (c == '$') {
                out.append("\\$");
            } else if (c == '\\' && i + 1 < text.length()) {
                char next = text.charAt(++i);
                out.append(
                        Character.isDigit(next)
                                ? "$" + next
                                : next == 'n' ? "\n" : next == 't' ? "\t" : "\\" + next);
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    String apply(List<String> lines) {
        var out = new StringBuilder();
        edits.forEach(edit -> edit.open = false);
        for (int i = 0; i < lines.size(); i++) {
            if (!line(lines.get(i), i + 1, i == lines.size() - 1, out)) {
                break;
            }
        }
        return out.toString();
    }

    /// False where the script quits after this line.
    private boolean line(String original, int number, boolean last, StringBuilder out) {
        var line = original;
        var after = new StringBuilder();
        boolean shown = !quiet;
        boolean quits = false;
        for (var edit : edits) {
            if (!edit.selects(line, number, last)) {
                continue;
            }
            switch (edit.command) {
                case 'd' -> {
                    return true;
                }
                case 'c' -> {
                    out.append(edit.text).append('\n');
                    return true;
                }
                case 'q' -> quits = true;
                case 'p' -> out.append(line).append('\n');
                case '=' -> out.append(number).append('\n');
                case 'i' -> out.append(edit.text).append('\n');
                case 'a' -> after.append(edit.text).append('\n');
                default -> {
                    boolean found = edit.find.matcher(line).find();
                    line = substituted(edit, line);
                    if (found && edit.flags.contains("p")) {
                        out.append(line).append('\n');
                    }
                }
            }
            if (quits) {
                break;
            }
        }
        out.append(shown ? line + "\n" : "").append(after);
        return !quits;
    }

    private static String substituted(Edit edit, String line) {
        var m = edit.find.matcher(line);
        var digits = edit.flags.replaceAll("\\D", "");
        if (edit.flags.contains("g")) {
            return m.replaceAll(edit.text);
        }
        int wanted = digits.isEmpty() ? 1 : Integer.parseInt(digits);
        var out = new StringBuilder();
        for (int n = 1; m.find(); n++) {
            if (n == wanted) {
                m.appendReplacement(out, edit.text);
                break;
            }
            m.appendReplacement(out, "$0");
        }
        return m.appendTail(out).toString();
    }
}
