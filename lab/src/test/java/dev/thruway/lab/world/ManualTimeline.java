package dev.thruway.lab.world;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/// A time that passes only when a test lets it.
public final class ManualTimeline implements Timeline {

    private record Due(Instant at, long order, Runnable work) {}

    private final PriorityQueue<Due> queue =
            new PriorityQueue<>(Comparator.comparing(Due::at).thenComparingLong(Due::order));
    private Instant now = Instant.parse("2024-04-12T07:00:00Z");
    private long order;

    @Override
    public synchronized Instant now() {
        return now;
    }

    @Override
    public synchronized void after(Duration physical, Runnable work) {
        queue.add(new Due(now.plus(physical), order++, work));
    }

    /// Lets time pass and does what falls due, in order.
    public void pass(Duration duration) {
        var end = now().plus(duration);
        for (var due = next(end); due != null; due = next(end)) {
            due.work().run();
        }
        synchronized (this) {
            now = end;
        }
    }

    private synchronized Due next(Instant end) {
        var head = queue.peek();
        if (head == null || head.at().isAfter(end)) {
            return null;
        }
        queue.remove();
        now = head.at();
        return head;
    }
}
