package dev.thruway.lab.guest.shell;

import dev.thruway.lab.guest.shell.Statement.AndOr;
import dev.thruway.lab.guest.shell.Statement.Arm;
import dev.thruway.lab.guest.shell.Statement.Assignment;
import dev.thruway.lab.guest.shell.Statement.Case;
import dev.thruway.lab.guest.shell.Statement.For;
import dev.thruway.lab.guest.shell.Statement.Function;
import dev.thruway.lab.guest.shell.Statement.Group;
import dev.thruway.lab.guest.shell.Statement.If;
import dev.thruway.lab.guest.shell.Statement.Link;
import dev.thruway.lab.guest.shell.Statement.Pipeline;
import dev.thruway.lab.guest.shell.Statement.Redirect;
import dev.thruway.lab.guest.shell.Statement.Sequence;
import dev.thruway.lab.guest.shell.Statement.Simple;
import dev.thruway.lab.guest.shell.Statement.Subshell;
import dev.thruway.lab.guest.shell.Statement.While;
import dev.thruway.lab.guest.shell.Word.Part;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// From text to statements, by the grammar of POSIX 2.10 as far as it is supported here.
final class Parser {

    private static final Pattern ASSIGNMENT = Pattern.compile("([A-Za-z_][A-Za-z0-9_]*)=(.*)");

    /// Reserved words that no command begins with.
    private static final List<String> MISPLACED =
            List.of("then", "elif", "else", "fi", "do", "done", "esac", "}");

    private static final Word OUT = new Word(List.of(new Part.Text("1", false)));

    private final Scanner in;
    private final Deque<PendingHere> hereDocuments = new ArrayDeque<>();

    /// A here-document whose text begins after the next line end.
    private record PendingHere(List<Redirect> into, int index, String delimiter, boolean raw) {}

    private Parser(Scanner in) {
        this.in = in;
    }

    static Statement parse(String script) {
        return parse(new Scanner(script));
    }

    static Statement parse(Scanner scanner) {
        var parser = new Parser(scanner);
        var all = parser.sequence(List.of());
        if (!scanner.end()) {
            throw new ShellSyntaxException("\"" + scanner.peek() + "\" unexpected");
        }
        return all;
    }

    /// Statements up to one of the reserved words, or to what no statement can begin with.
    private Statement sequence(List<String> stops) {
        var parts = new ArrayList<Statement>();
        skipSeparators();
        while (!in.end() && in.peek() != ')' && !in.looking(";;") && !atReserved(stops)) {
            parts.add(andOr());
            in.skipBlanks();
            if (in.looking(";;") || !separator()) {
                break;
            }
            skipSeparators();
        }
        readHereDocuments();
        return parts.size() == 1 ? parts.getFirst() : new Sequence(parts);
    }

    private boolean separator() {
        if (in.take("\n")) {
            readHereDocuments();
            return true;
        }
        // A background job runs in the foreground here: the lab's programs end.
        return in.take(";") || (!in.looking("&&") && !in.looking("&>") && in.take("&"));
    }

    private void skipSeparators() {
        in.skipBlanks();
        while (!in.end() && (in.peek() == '\n' || (in.peek() == ';' && !in.looking(";;")))) {
            separator();
            in.skipBlanks();
        }
    }

    private Statement andOr() {
        var left = pipeline();
        while (true) {
            in.skipBlanks();
            Link link;
            if (in.take("&&")) {
                link = Link.AND;
            } else if (in.take("||")) {
                link = Link.OR;
            } else {
                return left;
            }
            skipNewlines();
            left = new AndOr(left, link, pipeline());
        }
    }

    private Statement pipeline() {
        boolean negated = reserved("!");
        var parts = new ArrayList<Statement>();
        parts.add(command());
        in.skipBlanks();
        while (!in.looking("||") && in.take("|")) {
            skipNewlines();
            parts.add(command());
            in.skipBlanks();
        }
        return parts.size() == 1 && !negated
                ? parts.getFirst()
                : new Pipeline(List.copyOf(parts), negated);
    }

    private void skipNewlines() {
        in.skipBlanks();
        while (in.take("\n")) {
            readHereDocuments();
            in.skipBlanks();
        }
    }

    private Statement command() {
        in.skipBlanks();
        if (in.take("(")) {
            var body = sequence(List.of());
            expect(")");
            return new Subshell(body, redirects());
        }
        if (reserved("{")) {
            var body = sequence(List.of("}"));
            expectReserved("}");
            return new Group(body, redirects());
        }
        if (reserved("if")) {
            return redirected(ifStatement());
        }
        if (reserved("while")) {
            return redirected(loop(false));
        }
        if (reserved("until")) {
            return redirected(loop(true));
        }
        if (reserved("for")) {
            return redirected(forStatement());
        }
        if (reserved("case")) {
            return redirected(caseStatement());
        }
        for (var word : MISPLACED) {
            if (lookingReserved(word)) {
                throw new ShellSyntaxException("\"" + word + "\" unexpected");
            }
        }
        var function = in.functionHead();
        if (function.isPresent()) {
            skipNewlines();
            return new Function(function.get(), command());
        }
        return simple();
    }

    private Statement redirected(Statement statement) {
        var redirects = redirects();
        return redirects.isEmpty() ? statement : new Group(statement, redirects);
    }

    private Statement ifStatement() {
        var condition = sequence(List.of("then"));
        expectReserved("then");
        var then = sequence(List.of("elif", "else", "fi"));
        if (reserved("elif")) {
            return new If(condition, then, Optional.of(ifStatement()));
        }
        Optional<Statement> otherwise = Optional.empty();
        if (reserved("else")) {
            otherwise = Optional.of(sequence(List.of("fi")));
        }
        expectReserved("fi");
        return new If(condition, then, otherwise);
    }

    private Statement loop(boolean until) {
        var condition = sequence(List.of("do"));
        expectReserved("do");
        var body = sequence(List.of("done"));
        expectReserved("done");
        return new While(condition, body, until);
    }

    private Statement forStatement() {
        in.skipBlanks();
        var name = in.word().plain().orElse("");
        var words = new ArrayList<Word>();
        if (reserved("in")) {
            in.skipBlanks();
            while (in.atWord()) {
                words.add(in.word());
                in.skipBlanks();
            }
        } else {
            words.add(new Word(List.of(new Part.Variable("@", "", Optional.empty(), true))));
        }
        skipSeparators();
        expectReserved("do");
        var body = sequence(List.of("done"));
        expectReserved("done");
        return new For(name, List.copyOf(words), body);
    }

    private Statement caseStatement() {
        in.skipBlanks();
        var subject = in.word();
        skipNewlines();
        expectReserved("in");
        skipNewlines();
        var arms = new ArrayList<Arm>();
        while (!reserved("esac")) {
            in.take("(");
            var patterns = new ArrayList<Word>();
            do {
                in.skipBlanks();
                patterns.add(in.word());
                in.skipBlanks();
            } while (in.take("|"));
            expect(")");
            var body = sequence(List.of("esac"));
            arms.add(new Arm(List.copyOf(patterns), body));
            in.skipBlanks();
            in.take(";;");
            skipNewlines();
        }
        return new Case(subject, List.copyOf(arms));
    }

    private Statement simple() {
        var assignments = new ArrayList<Assignment>();
        var words = new ArrayList<Word>();
        var redirects = new ArrayList<Redirect>();
        while (true) {
            in.skipBlanks();
            if (redirect(redirects)) {
                continue;
            }
            if (!in.atWord()) {
                break;
            }
            var word = in.word();
            var assignment = words.isEmpty() ? assignment(word) : Optional.<Assignment>empty();
            assignment.ifPresentOrElse(assignments::add, () -> words.add(word));
        }
        if (assignments.isEmpty() && words.isEmpty() && redirects.isEmpty()) {
            var what =
                    in.end()
                            ? "end of file"
                            : in.peek() == '\n' ? "newline" : "\"" + in.peek() + "\"";
            throw new ShellSyntaxException(what + " unexpected");
        }
        return new Simple(assignments, words, redirects);
    }

    private static Optional<Assignment> assignment(Word word) {
        if (word.parts().isEmpty()
                || !(word.parts().getFirst() instanceof Part.Text(String head, boolean quoted))
                || quoted) {
            return Optional.empty();
        }
        var m = ASSIGNMENT.matcher(head);
        if (!m.matches()) {
            return Optional.empty();
        }
        var parts = new ArrayList<>(word.parts());
        parts.set(0, new Part.Text(m.group(2), false));
        return Optional.of(new Assignment(m.group(1), new Word(parts)));
    }

    private List<Redirect> redirects() {
        var found = new ArrayList<Redirect>();
        in.skipBlanks();
        while (redirect(found)) {
            in.skipBlanks();
        }
        return found;
    }

    private boolean redirect(List<Redirect> into) {
        var descriptor = in.descriptor();
        if (in.take("&>")) {
            in.skipBlanks();
            into.add(new Redirect(1, Redirect.Kind.WRITE, in.word()));
            into.add(new Redirect(2, Redirect.Kind.DUPLICATE, OUT));
            return true;
        }
        if (in.take("<<<")) {
            in.skipBlanks();
            var parts = new ArrayList<>(in.word().parts());
            parts.add(new Part.Text("\n", true));
            into.add(new Redirect(0, Redirect.Kind.HERE_DOCUMENT, new Word(parts)));
            return true;
        }
        if (in.take("<<")) {
            boolean strip = in.take("-");
            in.skipBlanks();
            var delimiter = in.word();
            var text = new StringBuilder(strip ? "-" : "");
            boolean raw = false;
            for (var part : delimiter.parts()) {
                raw |= part.quoted();
                text.append(part instanceof Part.Text(String t, boolean q) ? t : "");
            }
            into.add(new Redirect(0, Redirect.Kind.HERE_DOCUMENT, delimiter));
            hereDocuments.add(new PendingHere(into, into.size() - 1, text.toString(), raw));
            return true;
        }
        Redirect.Kind kind;
        int standard = in.peek() == '<' ? 0 : 1;
        if (in.take(">&") || in.take("<&")) {
            kind = Redirect.Kind.DUPLICATE;
        } else if (in.take(">>")) {
            kind = Redirect.Kind.APPEND;
        } else if (in.take(">|") || in.take(">")) {
            kind = Redirect.Kind.WRITE;
        } else if (in.take("<")) {
            kind = Redirect.Kind.READ;
        } else {
            return false;
        }
        in.skipBlanks();
        into.add(new Redirect(descriptor.orElse(standard), kind, in.word()));
        return true;
    }

    private void readHereDocuments() {
        while (!hereDocuments.isEmpty()) {
            var pending = hereDocuments.removeFirst();
            boolean strip = pending.delimiter().startsWith("-");
            var delimiter = strip ? pending.delimiter().substring(1) : pending.delimiter();
            var text = new StringBuilder();
            while (!in.end()) {
                var line = in.line();
                var shown = strip ? line.replaceFirst("^\t+", "") : line;
                if (shown.equals(delimiter)) {
                    break;
                }
                text.append(shown).append('\n');
            }
            var word =
                    pending.raw()
                            ? new Word(List.of(new Part.Text(text.toString(), true)))
                            : Scanner.expandable(text.toString());
            pending.into().set(pending.index(), new Redirect(0, Redirect.Kind.HERE_DOCUMENT, word));
        }
    }

    private boolean atReserved(List<String> stops) {
        in.skipBlanks();
        return stops.stream().anyMatch(this::lookingReserved);
    }

    private boolean lookingReserved(String token) {
        return in.looking(token) && in.endsWordAfter(token);
    }

    private boolean reserved(String token) {
        in.skipBlanks();
        return lookingReserved(token) && in.take(token);
    }

    private void expect(String token) {
        in.skipBlanks();
        if (!in.take(token)) {
            throw new ShellSyntaxException("end of file unexpected (expecting \"" + token + "\")");
        }
    }

    private void expectReserved(String token) {
        if (!reserved(token)) {
            throw new ShellSyntaxException("end of file unexpected (expecting \"" + token + "\")");
        }
    }
}
