package dev.thruway.engine.apply;

import static java.util.stream.Collectors.toMap;

import dev.thruway.domain.condition.Target;
import dev.thruway.domain.text.Phrase;
import dev.thruway.engine.apply.LockTry.Others;
import dev.thruway.engine.run.Permit;
import dev.thruway.engine.run.StepFailed;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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
record Locks(Map<Target, Lease> held, Map<Target, Phrase> refused) {

    /// How many are taken or given back at the same time.
    private static final int AT_ONCE = 50;

    /// Takes one lock.
    @FunctionalInterface
    interface Taker {
        LockTry take(Target target);
    }

    /// Takes all that are free, or become so while it is watched whether those who hold them are
    /// still at work. Throws [StepFailed] with the first reason where there is none; also where it
    /// throws, no lock is left behind.
    static Locks take(List<Target> targets, Taker taker, LockWatch watch)
            throws InterruptedException {
        var taking = new Taking();
        try {
            takeAll(taking, targets, taker, watch);
        } catch (RuntimeException | Error e) {
            taking.locks().giveBack();
            throw e;
        }
        return taking.end();
    }

    private static void takeAll(Taking taking, List<Target> targets, Taker taker, LockWatch watch) {
        taking.all(targets.stream().collect(toMap(t -> t, t -> () -> taker.take(t))));
        watch.begins(taking.others);
        while (taking.goesOn() && !taking.others.isEmpty()) {
            if (taking.pause(watch)) {
                taking.all(taking.tries(watch));
            }
        }
        watch.ended();
    }

    /// What must hold for whatever is changed under a lock.
    Permit permit(Target lock) {
        return Optional.ofNullable(held.get(lock))
                .orElseThrow(() -> new IllegalStateException("no lock of " + lock));
    }

    /// What is taken so far. Every lock is waited for, whatever happens: one that is taken has to
    /// be given back.
    private static final class Taking {

        private final Map<Target, Lease> held = new LinkedHashMap<>();
        private final Map<Target, Phrase> refused = new LinkedHashMap<>();
        private final Map<Target, Others> others = new TreeMap<>();
        private boolean interrupted;
        private @Nullable Throwable broken;

        void all(Map<Target, Callable<LockTry>> tries) {
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                var room = new Semaphore(AT_ONCE);
                var all = new TreeMap<Target, Future<LockTry>>();
                tries.forEach((target, one) -> all.put(target, start(threads, room, one)));
                others.clear();
                all.forEach((target, lock) -> settle(target, lock, threads));
            }
        }

        /// Once more, for what others hold.
        Map<Target, Callable<LockTry>> tries(LockWatch watch) {
            var tries = new TreeMap<Target, Callable<LockTry>>();
            others.forEach((target, by) -> tries.put(target, () -> watch.again(target, by)));
            return tries;
        }

        private void settle(Target target, Future<LockTry> lock, ExecutorService threads) {
            while (true) {
                try {
                    switch (lock.get()) {
                        case LockTry.Ours(Lease lease) -> held.put(target, lease);
                        case Others by -> others.put(target, by);
                        case LockTry.No(Phrase why) -> refused.put(target, why);
                    }
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

        /// Whether it was not interrupted meanwhile.
        boolean pause(LockWatch watch) {
            try {
                watch.pause();
            } catch (InterruptedException _) {
                interrupted = true;
            }
            return !interrupted;
        }

        boolean goesOn() {
            return !interrupted && broken == null;
        }

        Locks locks() {
            return new Locks(held, refused);
        }

        Locks end() throws InterruptedException {
            var locks = locks();
            var why = broken;
            if (!goesOn()) {
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

    /// Also where the thread was interrupted: a lock that stays stops everybody else for a while.
    void giveBack() {
        boolean interrupted = Thread.interrupted();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var room = new Semaphore(AT_ONCE);
            held.values()
                    .forEach(lease ->
                            threads.execute(() -> {
                                room.acquireUninterruptibly();
                                try {
                                    lease.close();
                                } finally {
                                    room.release();
                                }
                            }));
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
