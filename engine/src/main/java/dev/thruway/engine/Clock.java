package dev.thruway.engine;

import java.time.Duration;
import java.time.Instant;

/// The only source of time in the engine: a test's clock sleeps in no time.
public interface Clock {

    Instant now();

    void sleep(Duration duration) throws InterruptedException;

    /// Does something again and again in a thread of its own, at first after a pause.
    default Repeated every(Duration pause, Runnable work) {
        var thread =
                Thread.ofVirtual()
                        .start(() -> {
                            try {
                                while (true) {
                                    sleep(pause);
                                    work.run();
                                }
                            } catch (InterruptedException _) {
                                // It was closed.
                            }
                        });
        return thread::interrupt;
    }

    /// What is done again and again until it is closed; what is under way then is interrupted.
    interface Repeated extends AutoCloseable {
        @Override
        void close();
    }

    /// The computer's own.
    Clock SYSTEM =
            new Clock() {
                @Override
                public Instant now() {
                    return Instant.now();
                }

                @Override
                public void sleep(Duration duration) throws InterruptedException {
                    Thread.sleep(duration);
                }
            };
}
