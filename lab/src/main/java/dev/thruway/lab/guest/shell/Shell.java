package dev.thruway.lab.guest.shell;

import dev.thruway.lab.guest.fs.FileException;
import dev.thruway.lab.guest.fs.FileSystem;
import dev.thruway.lab.guest.fs.Paths;
import dev.thruway.lab.guest.shell.Statement.AndOr;
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
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// Runs a script: one shell process with its variables and its working directory.
public final class Shell {

    /// `exit` from somewhere inside.
    static final class Exit extends RuntimeException {

        private static final long serialVersionUID = 1;

        private final int status;

        Exit(int status) {
            super(null, null, false, false);
            this.status = status;
        }
    }

    /// What ends the script with a complaint: an unset variable under `set -u`, `${name:?}`.
    static final class Failed extends RuntimeException {

        private static final long serialVersionUID = 1;
        private final int status;

        Failed(String message, int status) {
            super(message, null, false, false);
            this.status = status;
        }
    }

    /// `break`, `continue` and `return` on their way out.
    private static final class Jump extends RuntimeException {

        private static final long serialVersionUID = 1;
        private final String word;
        private final int number;

        Jump(String word, int number) {
            super(null, null, false, false);
            this.word = word;
            this.number = number;
        }
    }

    private static final int MAX_LOOPS = 100_000;
    private static final int MAX_CALLS = 100;

    private final FileSystem files;
    private final Launcher launcher;
    private final ShellState state;
    private final Expansion expansion;
    private final Builtins builtins;

    /// How many conditions enclose what runs now.
    private int conditions;

    public Shell(FileSystem files, Launcher launcher, ProcessContext context, List<String> args) {
        this(files, launcher, new ShellState(context, args));
    }

    private Shell(FileSystem files, Launcher launcher, ShellState state) {
        this.files = files;
        this.launcher = launcher;
        this.state = state;
        this.expansion = new Expansion(files, state, this::capture);
        this.builtins = new Builtins(files, launcher, state);
    }

    /// Runs a whole script and answers the status of its last command; 2 where it is no script.
    public int run(String script) throws InterruptedException {
        int status = ended(script);
        var trap = state.exitTrap();
        if (!trap.isEmpty()) {
            state.exitTrap("");
            state.status(status);
            ended(trap);
        }
        return status;
    }

    private int ended(String script) throws InterruptedException {
        try {
            return execute(Parser.parse(script), state.streams());
        } catch (ShellSyntaxException e) {
            complain(
                    state.streams(), (posix() ? "sh: 1: " : "bash: -c: line 1: ") + e.getMessage());
            return 2;
        } catch (Failed e) {
            complain(state.streams(), prefix() + e.getMessage());
            return e.status;
        } catch (Jump jump) {
            return jump.word.equals("return") ? jump.number : 0;
        } catch (Exit exit) {
            return exit.status;
        }
    }

    /// dash, which complains in other words than bash.
    private boolean posix() {
        return List.of("sh", "dash").contains(Paths.name(state.value("0")));
    }

    private String prefix() {
        return posix() ? "sh: 1: " : "bash: line 1: ";
    }

    private int execute(Statement statement, Streams streams) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("killed");
        }
        int status =
                switch (statement) {
                    case Simple simple -> simple(simple, streams);
                    case Pipeline pipeline -> pipeline(pipeline, streams);
                    case AndOr(Statement left, Link link, Statement right) -> {
                        int first = tested(left, streams);
                        yield (first == 0) == (link == Link.AND) ? execute(right, streams) : first;
                    }
                    case Sequence(List<Statement> parts) -> sequence(parts, streams);
                    case Subshell(Statement body, List<Redirect> redirects) ->
                            checked(redirected(redirects, streams, s -> subshell(body, s)));
                    case Group(Statement body, List<Redirect> redirects) ->
                            redirected(redirects, streams, s -> execute(body, s));
                    case If choice -> choose(choice, streams);
                    case While loop -> repeat(loop, streams);
                    case For loop -> each(loop, streams);
                    case Case choice -> match(choice, streams);
                    case Function(String name, Statement body) -> {
                        state.define(name, body);
                        yield 0;
                    }
                };
        state.status(status);
        return status;
    }

    /// As a condition, whose failure does not end a script under `set -e`.
    private int tested(Statement statement, Streams streams) throws InterruptedException {
        conditions++;
        try {
            return execute(statement, streams);
        } finally {
            conditions--;
        }
    }

    private int checked(int status) {
        if (status != 0 && conditions == 0 && state.option('e')) {
            throw new Exit(status);
        }
        return status;
    }

    private int match(Case choice, Streams streams) throws InterruptedException {
        var subject = expansion.text(choice.subject());
        for (var arm : choice.arms()) {
            for (var pattern : arm.patterns()) {
                if (Glob.regex(expansion.pattern(pattern)).matcher(subject).matches()) {
                    return execute(arm.body(), streams);
                }
            }
        }
        return 0;
    }

    private int sequence(List<Statement> parts, Streams streams) throws InterruptedException {
        int status = 0;
        for (var part : parts) {
            status = execute(part, streams);
        }
        return status;
    }

    private int choose(If choice, Streams streams) throws InterruptedException {
        if (tested(choice.condition(), streams) == 0) {
            return execute(choice.then(), streams);
        }
        return choice.otherwise().isPresent() ? execute(choice.otherwise().get(), streams) : 0;
    }

    private int repeat(While loop, Streams streams) throws InterruptedException {
        int status = 0;
        for (int i = 0; i < MAX_LOOPS; i++) {
            if ((tested(loop.condition(), streams) == 0) == loop.until()) {
                return status;
            }
            try {
                status = execute(loop.body(), streams);
            } catch (Jump jump) {
                if (leaves(jump)) {
                    return 0;
                }
            }
        }
        complain(streams, "sh: loop ended after " + MAX_LOOPS + " rounds");
        return 1;
    }

    /// True where the loop ends; goes on outwards where an outer one is meant.
    private static boolean leaves(Jump jump) {
        if (jump.word.equals("return")) {
            throw jump;
        }
        if (jump.number > 1) {
            throw new Jump(jump.word, jump.number - 1);
        }
        return jump.word.equals("break");
    }

    private int each(For loop, Streams streams) throws InterruptedException {
        int status = 0;
        for (var value : expansion.fields(loop.words())) {
            state.set(loop.variable(), value);
            try {
                status = execute(loop.body(), streams);
            } catch (Jump jump) {
                if (leaves(jump)) {
                    return 0;
                }
            }
        }
        return status;
    }

    private int pipeline(Pipeline pipeline, Streams streams) throws InterruptedException {
        var parts = pipeline.parts();
        var input = streams.in();
        int status = 0;
        conditions += pipeline.negated() ? 1 : 0;
        for (int i = 0; i < parts.size(); i++) {
            boolean last = i == parts.size() - 1;
            var buffer = new LimitedBuffer();
            var part = streams.reading(input).writing(last ? streams.out() : buffer);
            int code =
                    parts.size() == 1 ? execute(parts.get(i), part) : subshell(parts.get(i), part);
            status = code != 0 || !state.option('p') ? code : status;
            input = new ByteArrayInputStream(buffer.toByteArray());
        }
        if (pipeline.negated()) {
            conditions--;
            return status == 0 ? 1 : 0;
        }
        return checked(status);
    }

    private int subshell(Statement body, Streams streams) throws InterruptedException {
        return subshell(body, state.copy(streams), streams);
    }

    private int subshell(Statement body, ShellState childState, Streams streams)
            throws InterruptedException {
        var child = new Shell(files, launcher, childState);
        child.conditions = conditions;
        try {
            return child.execute(body, streams);
        } catch (Exit exit) {
            return exit.status;
        } catch (Failed e) {
            complain(streams, prefix() + e.getMessage());
            return e.status;
        } catch (Jump jump) {
            return jump.word.equals("return") ? jump.number : 0;
        }
    }

    /// Standard output of a command substitution, without the line ends at its end.
    private String capture(Statement statement) throws InterruptedException {
        var buffer = new LimitedBuffer();
        var streams = state.streams().writing(buffer);
        var child = state.copy(streams);
        child.option('e', false);
        state.status(subshell(statement, child, streams));
        var text = buffer.toString(StandardCharsets.UTF_8);
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == '\n') {
            end--;
        }
        return text.substring(0, end);
    }

    private int simple(Simple simple, Streams streams) throws InterruptedException {
        var words = expansion.fields(simple.words());
        int status =
                redirected(
                        simple.redirects(),
                        streams,
                        redirected -> {
                            if (words.isEmpty()) {
                                for (var a : simple.assignments()) {
                                    state.set(a.name(), expansion.text(a.value()));
                                }
                                return simple.assignments().isEmpty()
                                        ? 0
                                        : state.statusAfterAssignment();
                            }
                            return launch(simple, words, redirected);
                        });
        return checked(status);
    }

    private int launch(Simple simple, List<String> words, Streams streams)
            throws InterruptedException {
        var environment = new TreeMap<>(state.exported());
        for (var a : simple.assignments()) {
            environment.put(a.name(), expansion.text(a.value()));
        }
        var function = state.function(words.getFirst());
        if (function.isPresent()) {
            return call(function.get(), words, streams);
        }
        var rest = words.subList(1, words.size());
        switch (words.getFirst()) {
            case "eval" -> {
                return execute(Parser.parse(String.join(" ", rest)), streams);
            }
            case ".", "source" -> {
                var path = rest.isEmpty() ? "" : rest.getFirst();
                var user = state.context(streams).user();
                var text = files.readText(user, Paths.resolve(state.directory(), path));
                return execute(Parser.parse(text), streams);
            }
            case "break", "continue", "return" -> throw jump(words);
            default -> {}
        }
        var context = state.context(streams).with(environment);
        var builtin = builtins.run(words, context);
        return builtin.isPresent() ? builtin.getAsInt() : launcher.launch(words, context);
    }

    private Jump jump(List<String> words) {
        boolean loop = !words.getFirst().equals("return");
        var number = words.size() > 1 ? words.get(1) : "";
        return new Jump(
                words.getFirst(),
                number.matches("\\d{1,3}") ? Integer.parseInt(number) : loop ? 1 : state.status());
    }

    private int call(Statement body, List<String> words, Streams streams)
            throws InterruptedException {
        if (state.depth() >= MAX_CALLS) {
            throw new Failed(words.getFirst() + ": maximum function nesting level exceeded", 1);
        }
        var caller = state.arguments();
        var arguments = new ArrayList<>(words);
        arguments.set(0, state.value("0"));
        state.arguments(arguments);
        state.enter();
        try {
            return execute(body, streams);
        } catch (Jump jump) {
            if (!jump.word.equals("return")) {
                throw jump;
            }
            return jump.number;
        } finally {
            state.leave();
            state.arguments(caller);
        }
    }

    /// Something that runs with streams.
    @FunctionalInterface
    private interface Work {
        int run(Streams streams) throws InterruptedException;
    }

    private int redirected(List<Redirect> redirects, Streams streams, Work work)
            throws InterruptedException {
        if (redirects.isEmpty()) {
            return work.run(streams);
        }
        var opened = new ArrayList<FileOutput>();
        try {
            var current = streams;
            for (var redirect : redirects) {
                current = new Redirection(files, state, expansion, opened).apply(redirect, current);
            }
            return work.run(current);
        } catch (FileException e) {
            complain(
                    streams,
                    posix()
                            ? "sh: 1: cannot open " + e.path() + ": " + e.errno().text()
                            : "bash: line 1: " + e.path() + ": " + e.errno().text());
            return posix() ? 2 : 1;
        } finally {
            opened.forEach(FileOutput::close);
        }
    }

    static void complain(Streams streams, String line) {
        try {
            streams.err().write((line + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // Nobody reads any more.
        }
    }

    /// What one process of a pipeline may leave for the next.
    private static final class LimitedBuffer extends ByteArrayOutputStream {

        private static final int LIMIT = 32 << 20;

        @Override
        public synchronized void write(byte[] bytes, int offset, int length) {
            super.write(bytes, offset, Math.min(length, LIMIT - size()));
        }

        @Override
        public synchronized void write(int b) {
            if (size() < LIMIT) {
                super.write(b);
            }
        }
    }
}
