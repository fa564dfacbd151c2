package dev.thruway.vsphere.client;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Calls while nobody else does, so that the server does not end the session as unused: a guest's
/// driver can take longer to install than a session may be idle. That the call fails is of no
/// matter here: the next one that somebody needs says so, and renews the session.
final class KeepAlive implements AutoCloseable {

    /// A server ends a session after 30 minutes without a call, as Terraform's provider documents;
    /// govmomi calls every 10.
    static final Duration IDLE = Duration.ofMinutes(10);

    private final Duration idle;
    private final Runnable call;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile long used = System.nanoTime();

    /// @param call what counts as used, and throws [VsphereException] where it fails
    KeepAlive(Duration idle, Runnable call) {
        this.idle = idle;
        this.call = call;
    }

    void start() {
        Thread.ofVirtual().name("keep-alive").start(this::run);
    }

    /// That the session was used just now.
    void used() {
        used = System.nanoTime();
    }

    private void run() {
        try {
            while (!closed.await(left(), TimeUnit.NANOSECONDS)) {
                if (left() <= 0) {
                    used();
                    attempt();
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private long left() {
        return idle.toNanos() - (System.nanoTime() - used);
    }

    private void attempt() {
        try {
            call.run();
        } catch (VsphereException _) {
            // The session's next user is told.
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
