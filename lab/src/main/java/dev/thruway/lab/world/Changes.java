package dev.thruway.lab.world;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// The lock of one world and its heartbeat: everything mutable in the world is read and written
/// inside it, and every write raises the revision that a reader can wait on.
public final class Changes {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private long revision;

    /// Changes the world. May be nested; work inside must be short and never block.
    public <T> T write(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            revision++;
            changed.signalAll();
            lock.unlock();
        }
    }

    /// As [#write(Supplier)], without a result.
    public void write(Runnable work) {
        write(() -> {
            work.run();
            return true;
        });
    }

    /// Reads the world as it is at one moment.
    public <T> T read(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    /// The number of writes so far.
    public long revision() {
        return read(() -> revision);
    }

    /// Waits until something was written after the given revision, at most so long.
    ///
    /// @return true where something was written
    public boolean await(long after, Duration atMost) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = atMost.toNanos();
            while (revision <= after && left > 0) {
                left = changed.awaitNanos(left);
            }
            return revision > after;
        } finally {
            lock.unlock();
        }
    }
}
