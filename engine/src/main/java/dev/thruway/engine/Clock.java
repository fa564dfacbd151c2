package dev.thruway.engine;

import java.time.Duration;
import java.time.Instant;

/// The only source of time in the engine: a test's clock sleeps in no time.
public interface Clock {

    Instant now();

    void sleep(Duration duration) throws InterruptedException;

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
