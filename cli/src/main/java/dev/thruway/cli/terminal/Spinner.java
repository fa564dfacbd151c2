package dev.thruway.cli.terminal;

import dev.thruway.cli.output.DisplayWidth;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// A line that shows that something is under way.
///
/// On a terminal one line is redrawn ten times a second, with the time that has passed; in a pipe
/// each new text is one plain line. Closing it removes the redrawn line.
public final class Spinner implements AutoCloseable {

    private static final String FRAMES = "|/-\\";
    private static final Duration PERIOD = Duration.ofMillis(100);

    private final Console console;
    private final long startedNanos = System.nanoTime();
    private final ReentrantLock lock = new ReentrantLock();
    private String text;
    private boolean closed;

    private Spinner(Console console, String text) {
        this.console = console;
        this.text = text;
    }

    static Spinner start(Console console, String text) {
        var spinner = new Spinner(console, text);
        console.shows(spinner);
        if (console.animates()) {
            Thread.ofVirtual().name("spinner").start(spinner::animate);
        } else {
            console.note(text);
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
