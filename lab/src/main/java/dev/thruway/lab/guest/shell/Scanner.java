package dev.thruway.lab.guest.shell;

import dev.thruway.lab.guest.shell.Word.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads words and operators from a script's text.
final class Scanner {

    private static final int MAX_DEPTH = 40;
    private static final Pattern FUNCTION =
            Pattern.compile("([A-Za-z_][A-Za-z0-9_-]*)[ \\t]*\\([ \\t]*\\)");

    private final String text;
    private final int depth;
    private int at;

    Scanner(String text) {
        this(text, 0);
    }

    private Scanner(String text, int depth) {
        if (depth > MAX_DEPTH) {
            throw new ShellSyntaxException("nested too deeply");
        }
        this.text = text;
        this.depth = depth;
    }

    boolean end() {
        return at >= text.length();
    }

    char peek() {
        return end() ? '\0' : text.charAt(at);
    }

    boolean looking(String token) {
        return text.startsWith(token, at);
    }

    boolean take(String token) {
        boolean found = looking(token);
        at += found ? token.length() : 0;
        return found;
    }

    /// Blanks, escaped line ends and comments.
    void skipBlanks() {
        while (!end()) {
            if (peek() == ' ' || peek() == '\t' || peek() == '\r') {
                at++;
            } else if (!take("\\\n")) {
                break;
            }
        }
        if (peek() == '#' && (at == 0 || " \t\n;&|()".indexOf(text.charAt(at - 1)) >= 0)) {
            while (!end() && peek() != '\n') {
                at++;
            }
        }
    }

    /// True where the token would be a whole word.
    boolean endsWordAfter(String token) {
        int after = at + token.length();
        return after >= text.length() || " \t\r\n;&|()<>".indexOf(text.charAt(after)) >= 0;
    }

    boolean atWord() {
        return !end() && "\n;&|()<>".indexOf(peek()) < 0;
    }

    /// The word that begins here.
    Word word() {
        var parts = new ArrayList<Part>();
        while (!end() && " \t\r\n;&|()<>".indexOf(peek()) < 0) {
            part(parts);
        }
        return new Word(parts);
    }

    /// A number directly before `<` or `>`, which is then a descriptor and no word.
    Optional<Integer> descriptor() {
        if (at + 1 < text.length()
                && Character.isDigit(peek())
                && "<>".indexOf(text.charAt(at + 1)) >= 0) {
            int number = peek() - '0';
            at++;
            return Optional.of(number);
        }
        return Optional.empty();
    }

    private void part(List<Part> parts) {
        switch (peek()) {
            case '\'' -> {
                at++;
                parts.add(new Part.Text(until("'"), true));
            }
            case '"' -> {
                at++;
                doubleQuoted(parts);
            }
            case '\\' -> {
                at++;
                if (!take("\n")) {
                    parts.add(new Part.Text(end() ? "\\" : String.valueOf(next()), true));
                }
            }
            case '$', '`' -> parts.add(expansion(false));
            default -> parts.add(new Part.Text(run(" \t\r\n;&|()<>'\"\\$`"), false));
        }
    }

    private void doubleQuoted(List<Part> parts) {
        parts.add(new Part.Text("", true));
        while (!take("\"")) {
            if (end()) {
                throw new ShellSyntaxException("Unterminated quoted string");
            }
            parts.add(quotedPart());
        }
    }

    private Part quotedPart() {
        if (peek() == '$' || peek() == '`') {
            return expansion(true);
        }
        if (take("\\")) {
            var c = next();
            return switch (c) {
                case '$', '`', '"', '\\' -> new Part.Text(String.valueOf(c), true);
                case '\n' -> new Part.Text("", true);
                default -> new Part.Text("\\" + c, true);
            };
        }
        return new Part.Text(run("\"\\$`"), true);
    }

    /// The text of a here-document or of an operand, in which quotes are ordinary characters.
    static Word expandable(String text) {
        var scanner = new Scanner(text);
        var parts = new ArrayList<Part>();
        while (!scanner.end()) {
            parts.add(
                    scanner.peek() == '"'
                            ? new Part.Text(String.valueOf(scanner.next()), true)
                            : scanner.quotedPart());
        }
        return new Word(parts);
    }

    /// The operand of `${name:-…}`, in which quotes are quotes and blanks are kept.
    private static Word operand(String text) {
        var scanner = new Scanner(text);
        var parts = new ArrayList<Part>();
        while (!scanner.end()) {
            if ("'\"\\$`".indexOf(scanner.peek()) >= 0) {
                scanner.part(parts);
            } else {
                parts.add(new Part.Text(scanner.run("'\"\\$`"), false));
            }
        }
        return new Word(parts);
    }

    /// A function's name, where its definition begins here; the parentheses are taken too.
    Optional<String> functionHead() {
        var m = FUNCTION.matcher(text).region(at, text.length());
        if (!m.lookingAt()) {
            return Optional.empty();
        }
        at = m.end();
        return Optional.of(m.group(1));
    }

    private Part expansion(boolean quoted) {
        if (take("`")) {
            return substitution(until("`").replace("\\`", "`"), quoted);
        }
        at++;
        if (take("(")) {
            boolean arithmetic = looking("(");
            var inside = untilClosed();
            return arithmetic && inside.endsWith(")")
                    ? new Part.Arithmetic(
                            expandable(inside.substring(1, inside.length() - 1)), quoted)
                    : substitution(inside, quoted);
        }
        if (take("{")) {
            return braced(untilBrace(), quoted);
        }
        if (!end() && "?$#@*!0123456789".indexOf(peek()) >= 0) {
            return new Part.Variable(String.valueOf(next()), "", Optional.empty(), quoted);
        }
        int start = at;
        while (!end() && (Character.isLetterOrDigit(peek()) || peek() == '_')) {
            at++;
        }
        var name = text.substring(start, at);
        return name.isEmpty()
                ? new Part.Text("$", true)
                : new Part.Variable(name, "", Optional.empty(), quoted);
    }

    private static Part braced(String inside, boolean quoted) {
        if (inside.startsWith("#") && inside.length() > 1) {
            return new Part.Variable(inside.substring(1), "#", Optional.empty(), quoted);
        }
        boolean special = !inside.isEmpty() && "?@*#$!".indexOf(inside.charAt(0)) >= 0;
        int i = special ? 1 : 0;
        while (!special
                && i < inside.length()
                && (Character.isLetterOrDigit(inside.charAt(i)) || inside.charAt(i) == '_')) {
            i++;
        }
        var name = inside.substring(0, i);
        var rest = inside.substring(i);
        for (var operator : List.of(":-", ":+", ":?", "-", "+", "##", "#", "%%", "%")) {
            if (rest.startsWith(operator)) {
                var operand = operand(rest.substring(operator.length()));
                return new Part.Variable(name, operator, Optional.of(operand), quoted);
            }
        }
        if (!rest.isEmpty() || name.isEmpty()) {
            throw new ShellSyntaxException("Bad substitution");
        }
        return new Part.Variable(name, "", Optional.empty(), quoted);
    }

    private Part substitution(String script, boolean quoted) {
        return new Part.Substitution(Parser.parse(new Scanner(script, depth + 1)), quoted);
    }

    private String untilClosed() {
        int start = at;
        int open = 1;
        while (!end()) {
            char c = next();
            switch (c) {
                case '(' -> open++;
                case ')' -> {
                    if (--open == 0) {
                        return text.substring(start, at - 1);
                    }
                }
                case '\'' -> until("'");
                case '\\' -> at++;
                case '"' -> {
                    while (!end() && peek() != '"') {
                        at += peek() == '\\' ? 2 : 1;
                    }
                    at++;
                }
                default -> {}
            }
        }
        throw new ShellSyntaxException("end of file unexpected (expecting \")\")");
    }

    /// The text up to the brace that closes an expansion, with expansions inside it.
    private String untilBrace() {
        int start = at;
        int open = 1;
        while (!end()) {
            char c = next();
            switch (c) {
                case '{' -> open += text.charAt(at - 2) == '$' ? 1 : 0;
                case '}' -> {
                    if (--open == 0) {
                        return text.substring(start, at - 1);
                    }
                }
                case '\\' -> at++;
                case '\'' -> until("'");
                default -> {}
            }
        }
        throw new ShellSyntaxException("end of file unexpected (expecting \"}\")");
    }

    private String until(String mark) {
        int end = text.indexOf(mark, at);
        if (end < 0) {
            throw new ShellSyntaxException("Unterminated quoted string");
        }
        var inside = text.substring(at, end);
        at = end + mark.length();
        return inside;
    }

    private String run(String stops) {
        int start = at;
        while (!end() && stops.indexOf(peek()) < 0) {
            at++;
        }
        return text.substring(start, at);
    }

    char next() {
        if (end()) {
            throw new ShellSyntaxException("end of file unexpected");
        }
        return text.charAt(at++);
    }

    /// The rest of this line, its end taken too.
    String line() {
        int end = text.indexOf('\n', at);
        var line = text.substring(at, end < 0 ? text.length() : end);
        at = end < 0 ? text.length() : end + 1;
        return line;
    }
}
