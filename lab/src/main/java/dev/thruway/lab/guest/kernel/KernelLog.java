package dev.thruway.lab.guest.kernel;

import dev.thruway.lab.LabClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// The kernel's ring buffer.
public final class KernelLog {

    private static final int LIMIT = 4000;

    /// One line.
    ///
    /// @param sinceBoot as dmesg shows it in brackets
    public record Line(Duration sinceBoot, String text) {

        @Override
        public String toString() {
            return "[%5d.%06d] %s"
                    .formatted(sinceBoot.toSeconds(), sinceBoot.toNanosPart() / 1000, text);
        }
    }

    private final LabClock clock;
    private final Instant start;
    private final List<Line> lines = new ArrayList<>();

    public KernelLog(LabClock clock) {
        this.clock = clock;
        this.start = clock.now();
    }

    public synchronized void add(String text) {
        if (lines.size() == LIMIT) {
            lines.removeFirst();
        }
        lines.add(new Line(uptime(), text));
    }

    /// Of the wall clock; the lab's haste is not undone.
    public Duration uptime() {
        return Duration.between(start, clock.now());
    }

    public synchronized List<Line> lines() {
        return List.copyOf(lines);
    }

    public synchronized void clear() {
        lines.clear();
    }
}
