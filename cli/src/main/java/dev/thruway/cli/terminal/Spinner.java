package dev.thruway.cli.terminal;

import dev.thruway.cli.output.DisplayWidth;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// A line that shows that something is under way.
///
/// On a terminal one line is redrawn ten times a second, with the time that has passed; in a pipe
/// each new text is one plain line, and the last one is repeated with the time where nothing else
/// was said for a minute. Closing it removes the redrawn line.
public final class Spinner implements AutoCloseable {

    private static final String FRAMES = "|/-\\";
    private static final Duration PERIOD = Duration.ofMillis(100);

    /// A log that stands still for longer looks like a program that does.
    private static final Duration QUIET = Duration.ofSeconds(60);

    private final Console console;
    private final long startedNanos = System.nanoTime();
    private final ReentrantLock lock = new ReentrantLock();
    private String text;
    private long saidNanos = System.nanoTime();
    private boolean closed;

    private Spinner(Console console, String text) {
        this.console = console;
        this.text = text;
    }

    static Spinner start(Console console, String text) {
        return start(console, text, QUIET);
    }

    /// @param quiet how long nothing is said in a pipe
    static Spinner start(Console console, String text, Duration quiet) {
        var spinner = new Spinner(console, text);
        console.shows(spinner);
        if (console.animates()) {
            Thread.ofVirtual().name("spinner").start(spinner::animate);
        } else {
            console.note(text);
            Thread.ofVirtual().name("spinner").start(() -> spinner.remind(quiet));
        }
        return spinner;
    }

    /// Says what is under way now.
    public void say(String now) {
        lock.lock();
        try {
            if (now.equals(text)) {
                return;
            }
            text = now;
            if (!console.animates()) {
                saidNanos = System.nanoTime();
                console.note(now);
            }
        } finally {
            lock.unlock();
        }
    }

    /// Prints a line of its own above the one that is redrawn.
    public void note(String line) {
        console.note(line);
    }

    /// Does something that has the screen to itself.
    <T> T pausedFor(Supplier<T> work) {
        lock.lock();
        try {
            if (!closed && console.animates()) {
                console.redraw("");
            }
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    public Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - startedNanos);
    }

    @Override
    public void close() {
        lock.lock();
        try {
            if (!closed && console.animates()) {
                console.redraw("");
            }
            closed = true;
            console.shows(null);
        } finally {
            lock.unlock();
        }
    }

    private void animate() {
        for (int n = 0; drawn(n); n++) {
            try {
                Thread.sleep(PERIOD);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void remind(Duration quiet) {
        for (var left = quiet; left.isPositive(); left = reminded(quiet)) {
            try {
                Thread.sleep(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /// How long nothing needs to be said now; not positive once it is closed.
    private Duration reminded(Duration quiet) {
        lock.lock();
        try {
            if (closed) {
                return Duration.ZERO;
            }
            var silent = Duration.ofNanos(System.nanoTime() - saidNanos);
            if (silent.compareTo(quiet) < 0) {
                return quiet.minus(silent);
            }
            console.note(text + "  " + elapsedText(elapsed()));
            saidNanos = System.nanoTime();
            return quiet;
        } finally {
            lock.unlock();
        }
    }

    private boolean drawn(int n) {
        lock.lock();
        try {
            if (!closed) {
                console.redraw(line(n, text, elapsed(), console.noteColumns()));
            }
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    static String line(int n, String text, Duration elapsed, int columns) {
        var time = elapsedText(elapsed);
        // Two columns for the spinner, two before the time, and the last one stays free.
        int room = Math.max(0, columns - time.length() - 5);
        return FRAMES.charAt(n % FRAMES.length())
                + " "
                + DisplayWidth.cut(text, room)
                + "  "
                + time;
    }

    static String elapsedText(Duration elapsed) {
        long minutes = elapsed.toMinutes();
        return minutes == 0
                ? "%ds".formatted(elapsed.toSeconds())
                : "%dm%02ds".formatted(minutes, elapsed.toSecondsPart());
    }
}
