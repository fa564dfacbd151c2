package dev.thruway.engine.apply;

import dev.thruway.domain.condition.Target;
import dev.thruway.domain.text.Phrase;
import dev.thruway.engine.mark.HostMarks;
import dev.thruway.engine.run.StepFailed;
import dev.thruway.vsphere.client.VsphereException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/// The locks of a run: one a host, and one a VM of a cluster.
///
/// @param refused why a lock could not be taken, by what it is the lock of
record Locks(List<HostMarks> held, Map<Target, Phrase> refused) {

    /// How many are taken or given back at the same time.
    private static final int AT_ONCE = 50;

    /// Takes one lock.
    @FunctionalInterface
    interface Taker {
        HostMarks take(Target target);
    }

    /// Takes all that are free. Throws [StepFailed] with the first reason where none is; also where
    /// it throws, no lock is left behind.
    static Locks take(List<Target> targets, Taker taker) throws InterruptedException {
        var taking = new Taking();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var room = new Semaphore(AT_ONCE);
            var all = new LinkedHashMap<Target, Future<HostMarks>>();
            targets.forEach(t -> all.put(t, start(threads, room, () -> taker.take(t))));
            all.forEach((target, lock) -> taking.settle(target, lock, threads));
        }
        return taking.end();
    }

    /// What is taken so far. Every lock is waited for, whatever happens: one that is taken has to
    /// be given back.
    private static final class Taking {

        private final List<HostMarks> held = new ArrayList<>();
        private final Map<Target, Phrase> refused = new LinkedHashMap<>();
        private boolean interrupted;
        private @Nullable Throwable broken;

        void settle(Target target, Future<HostMarks> lock, ExecutorService threads) {
            while (true) {
                try {
                    held.add(lock.get());
                    return;
                } catch (InterruptedException _) {
                    interrupted = true;
                    threads.shutdownNow();
                } catch (ExecutionException e) {
                    if (e.getCause() instanceof StepFailed failed) {
                        refused.put(target, failed.phrase());
                    } else {
                        broken = e.getCause();
                    }
                    return;
                }
            }
        }

        Locks end() throws InterruptedException {
            var locks = new Locks(held, refused);
            var why = broken;
            if (interrupted || why != null) {
                locks.giveBack();
            }
            if (interrupted) {
                throw new InterruptedException("taking locks");
            }
            switch (why) {
                case null -> {}
                case RuntimeException e -> throw e;
                case Error e -> throw e;
                default -> throw new IllegalStateException(why);
            }
            if (held.isEmpty() && !refused.isEmpty()) {
                throw new StepFailed(refused.values().iterator().next());
            }
            return locks;
        }
    }

    private static <T> Future<T> start(ExecutorService threads, Semaphore room, Callable<T> work) {
        return threads.submit(() -> {
            room.acquire();
            try {
                return work.call();
            } finally {
                room.release();
            }
        });
    }

    /// Also where the thread was interrupted: a lock that stays stops everybody else.
    void giveBack() {
        boolean interrupted = Thread.interrupted();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var room = new Semaphore(AT_ONCE);
            held.forEach(marks ->
                    threads.execute(() -> {
                        room.acquireUninterruptibly();
                        unlock(marks);
                        room.release();
                    }));
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void unlock(HostMarks marks) {
        try {
            marks.unlock();
        } catch (VsphereException _) {
            // The lock stays and names its holder; the next run says so.
        }
    }
}
