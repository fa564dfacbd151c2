package dev.thruway.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// A clock on which a sleep takes no time, and is remembered. Several threads may share it.
public final class ManualClock implements Clock {

    public static final Instant START = Instant.parse("2026-03-01T02:00:00Z");

    private final List<Duration> sleeps = new ArrayList<>();
    private Instant now = START;

    @Override
    public synchronized Instant now() {
        return now;
    }

    @Override
    public synchronized void sleep(Duration duration) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        sleeps.add(duration);
        now = now.plus(duration);
    }

    /// Nothing is done by itself here: a sleep takes no time.
    @Override
    public Repeated every(Duration pause, Runnable work) {
        return () -> {};
    }

    public synchronized List<Duration> sleeps() {
        return List.copyOf(sleeps);
    }
}
