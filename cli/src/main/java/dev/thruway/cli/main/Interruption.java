package dev.thruway.cli.main;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/// What a signal does to a run: the thread that runs it is interrupted, and the process waits a
/// while for it to put down what it holds, its locks and its sessions.
///
/// The exit code is then the JVM's own: 128 and the number of the signal.
final class Interruption {

    /// Releasing the lock takes one request to each host and logging out one more, which is given
    /// five seconds. Whoever waits on the terminal for longer sends the next signal.
    private static final Duration LIMIT = Duration.ofSeconds(12);

    private final Thread running = Thread.currentThread();
    private final CountDownLatch ended = new CountDownLatch(1);

    private Interruption() {}

    /// Runs on this thread, and answers the exit code.
    static int ends(IntSupplier run) {
        var interruption = new Interruption();
        Runtime.getRuntime().addShutdownHook(new Thread(interruption::signal, "interruption"));
        try {
            return run.getAsInt();
        } finally {
            interruption.ended.countDown();
        }
    }

    /// Also called where the process ends by itself: the run has ended by then.
    private void signal() {
        if (ended.getCount() == 0) {
            return;
        }
        running.interrupt();
        try {
            var _ = ended.await(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
