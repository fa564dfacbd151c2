package dev.thruway.lab.guest.shell;

import dev.thruway.lab.guest.fs.FileException;
import dev.thruway.lab.guest.fs.FileSystem;
import dev.thruway.lab.guest.shell.Statement.AndOr;
import dev.thruway.lab.guest.shell.Statement.For;
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

    private static final int MAX_LOOPS = 100_000;

    private final FileSystem files;
    private final Launcher launcher;
    private final ShellState state;
    private final Expansion expansion;
    private final Builtins builtins;

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
        try {
            return execute(Parser.parse(script), state.streams());
        } catch (ShellSyntaxException e) {
            complain(state.streams(), "sh: 1: " + e.getMessage());
            return 2;
        } catch (Exit exit) {
            return exit.status;
        }
    }

    /// As [#run], for a person's terminal: an `exit` is answered as its status, negated and less
    /// one.
    public int runLine(String line) throws InterruptedException {
        try {
            return execute(Parser.parse(line), state.streams());
        } catch (ShellSyntaxException e) {
            complain(state.streams(), "-bash: " + e.getMessage());
            return 2;
        } catch (Exit exit) {
            return -1 - exit.status;
        }
    }

    /// The working directory, which a line may have changed.
    public String directory() {
        return state.directory();
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
                        int first = execute(left, streams);
                        yield (first == 0) == (link == Link.AND) ? execute(right, streams) : first;
                    }
                    case Sequence(List<Statement> parts) -> sequence(parts, streams);
                    case Subshell(Statement body, List<Redirect> redirects) ->
                            redirected(redirects, streams, s -> subshell(body, s));
                    case Group(Statement body, List<Redirect> redirects) ->
                            redirected(redirects, streams, s -> execute(body, s));
                    case If choice -> choose(choice, streams);
                    case While loop -> repeat(loop, streams);
                    case For loop -> each(loop, streams);
                };
        state.status(status);
        return status;
    }

    private int sequence(List<Statement> parts, Streams streams) throws InterruptedException {
        int status = 0;
        for (var part : parts) {
            status = execute(part, streams);
        }
        return status;
    }

    private int choose(If choice, Streams streams) throws InterruptedException {
        if (execute(choice.condition(), streams) == 0) {
            return execute(choice.then(), streams);
        }
        return choice.otherwise().isPresent() ? execute(choice.otherwise().get(), streams) : 0;
    }

    private int repeat(While loop, Streams streams) throws InterruptedException {
        int status = 0;
        for (int i = 0; i < MAX_LOOPS; i++) {
            if ((execute(loop.condition(), streams) == 0) == loop.until()) {
                return status;
            }
            status = execute(loop.body(), streams);
        }
        complain(streams, "sh: loop ended after " + MAX_LOOPS + " rounds");
        return 1;
    }

    private int each(For loop, Streams streams) throws InterruptedException {
        int status = 0;
        for (var value : expansion.fields(loop.words())) {
            state.set(loop.variable(), value);
            status = execute(loop.body(), streams);
        }
        return status;
    }

    private int pipeline(Pipeline pipeline, Streams streams) throws InterruptedException {
        var parts = pipeline.parts();
        var input = streams.in();
        int status = 0;
        for (int i = 0; i < parts.size(); i++) {
            boolean last = i == parts.size() - 1;
            var buffer = new LimitedBuffer();
            var part = streams.reading(input).writing(last ? streams.out() : buffer);
            status = parts.size() == 1 ? execute(parts.get(i), part) : subshell(parts.get(i), part);
            input = new ByteArrayInputStream(buffer.toByteArray());
        }
        return pipeline.negated() ? (status == 0 ? 1 : 0) : status;
    }

    private int subshell(Statement body, Streams streams) throws InterruptedException {
        var child = new Shell(files, launcher, state.copy(streams));
        try {
            return child.execute(body, streams);
        } catch (Exit exit) {
            return exit.status;
        }
    }

    /// Standard output of a command substitution, without the line ends at its end.
    private String capture(Statement statement) throws InterruptedException {
        var buffer = new LimitedBuffer();
        state.status(subshell(statement, state.streams().writing(buffer)));
        var text = buffer.toString(StandardCharsets.UTF_8);
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == '\n') {
            end--;
        }
        return text.substring(0, end);
    }

    private int simple(Simple simple, Streams streams) throws InterruptedException {
        var words = expansion.fields(simple.words());
        return redirected(
                simple.redirects(),
                streams,
                redirected -> {
                    if (words.isEmpty()) {
                        for (var a : simple.assignments()) {
                            state.set(a.name(), expansion.text(a.value()));
                        }
                        return simple.assignments().isEmpty() ? 0 : state.statusAfterAssignment();
                    }
                    return launch(simple, words, redirected);
                });
    }

    private int launch(Simple simple, List<String> words, Streams streams)
            throws InterruptedException {
        var environment = new TreeMap<>(state.exported());
        for (var a : simple.assignments()) {
            environment.put(a.name(), expansion.text(a.value()));
        }
        var context = state.context(streams).with(environment);
        var builtin = builtins.run(words, context);
        return builtin.isPresent() ? builtin.getAsInt() : launcher.launch(words, context);
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
            complain(streams, "sh: 1: cannot open " + e.path() + ": " + e.errno().text());
            return 2;
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
