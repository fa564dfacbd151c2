package dev.thruway.lab.guest.os;

import java.time.Duration;
import java.util.Optional;

/// The lock that keeps two package managers from running at once.
public final class AptLock {

    /// Who holds it.
    public record Holder(String program, int pid) {}

    private Optional<Holder> holder = Optional.empty();
    private int nextPid = 5593;

    /// Takes it, waiting up to `patience`; answers who has it, where it is not free by then.
    public synchronized Optional<Holder> take(String program, Duration patience)
            throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (holder.isPresent()) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                return holder;
            }
            wait(Math.max(1, Duration.ofNanos(left).toMillis()));
        }
        holder = Optional.of(new Holder(program, nextPid++));
        return Optional.empty();
    }

    public synchronized void release() {
        holder = Optional.empty();
        notifyAll();
    }
}
