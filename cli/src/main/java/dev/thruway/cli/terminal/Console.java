package dev.thruway.cli.terminal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Where a command speaks: results on standard output, everything else on standard error.
public final class Console {

    /// A longer answer than this is nobody's answer.
    private static final int MAX_ANSWER = 4_096;

    /// In a pipe no sentence is broken.
    private static final int ENDLESS = 1_000_000;

    /// One for all questions: it may hold the beginning of the next answer.
    private final BufferedReader in;

    private final PrintStream out;
    private final PrintStream err;
    private final Terminal terminal;
    private final BooleanSupplier mayAsk;
    private final AtomicReference<@Nullable Spinner> spinning = new AtomicReference<>();

    /// @param mayAsk whether `--no-input` was left out; asked at each question
    public Console(
            InputStream in,
            PrintStream out,
            PrintStream err,
            Terminal terminal,
            BooleanSupplier mayAsk) {
        this.in = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8), 1);
        this.out = out;
        this.err = err;
        this.terminal = terminal;
        this.mayAsk = mayAsk;
    }

    /// Prints a result, ending the line where it does not end itself.
    public void result(String text) {
        print(out, text);
    }

    /// Prints what is no result: a remark, a warning, progress. Above a spinner that is shown.
    public void note(String text) {
        var spinner = spinning.get();
        if (spinner == null) {
            print(err, text);
        } else {
            spinner.pausedFor(() -> {
                print(err, text);
                return text;
            });
        }
    }

    private static void print(PrintStream stream, String text) {
        // One write, so that lines of two threads do not mix.
        stream.print(text.endsWith("\n") ? text : text + "\n");
        stream.flush();
    }

    public Ink resultInk() {
        return terminal.ink(terminal.stdout());
    }

    public Ink noteInk() {
        return terminal.ink(terminal.stderr());
    }

    /// How wide a result may be; empty in a pipe, where nothing is cut.
    public OptionalInt resultColumns() {
        return terminal.stdout() == Terminal.Stream.TERMINAL
                ? terminal.columns()
                : OptionalInt.empty();
    }

    /// How wide the lines of a sentence in a result may be.
    public int sentenceColumns() {
        return resultColumns().orElse(ENDLESS);
    }

    /// Shows that something takes its time: a spinner with the elapsed time on a terminal, one line
    /// at its start and one at its end in a pipe.
    public Spinner spinner(String what) {
        return Spinner.start(this, what);
    }

    /// The spinner that is on the screen now, or none.
    void shows(@Nullable Spinner spinner) {
        spinning.set(spinner);
    }

    /// Asks a person on the terminal, and waits for the line that they type. A spinner stands still
    /// meanwhile.
    public Answer ask(String question) {
        if (!mayAsk.getAsBoolean() || terminal.stdin() != Terminal.Stream.TERMINAL) {
            return new Answer.NobodyThere();
        }
        var spinner = spinning.get();
        return spinner == null
                ? questioned(question)
                : spinner.pausedFor(() -> questioned(question));
    }

    private Answer questioned(String question) {
        err.print(question + " ");
        err.flush();
        return answer();
    }

    /// A read from the terminal cannot be interrupted, so that another thread reads, and whoever
    /// asked can be.
    private Answer answer() {
        var typed = new CompletableFuture<Answer>();
        Thread.ofPlatform().daemon().name("answer").start(() -> typed.complete(typedLine()));
        try {
            return typed.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            err.print("\n");
            return new Answer.NobodyThere();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private Answer typedLine() {
        try {
            return readLine();
        } catch (IOException _) {
            return new Answer.NobodyThere();
        }
    }

    private Answer readLine() throws IOException {
        var line = new StringBuilder();
        int c = in.read();
        while (c >= 0 && c != '\n') {
            if (line.length() == MAX_ANSWER) {
                return new Answer.NobodyThere();
            }
            line.append((char) c);
            c = in.read();
        }
        return c < 0 && line.isEmpty()
                ? new Answer.NobodyThere()
                : new Answer.Typed(line.toString().strip());
    }

    boolean animates() {
        return terminal.stderr() == Terminal.Stream.TERMINAL
                && terminal.colour() == Terminal.Colour.ALLOWED;
    }

    /// How wide a line of standard error may be while it is redrawn.
    int noteColumns() {
        return terminal.columns().orElse(80);
    }

    /// Writes a part of a line that will be redrawn.
    void redraw(String line) {
        err.print("\r\u001b[K" + line);
        err.flush();
    }
}
