package dev.thruway.redfish;

import java.time.Duration;
import java.time.Instant;

/// Tells the time and lets it pass.
public interface Pace {

    /// The wall clock.
    Pace WALL =
            new Pace() {
                @Override
                public Instant now() {
                    return Instant.now();
                }

                @Override
                public void pause(Duration duration) throws InterruptedException {
                    Thread.sleep(duration);
                }
            };

    Instant now();

    void pause(Duration duration) throws InterruptedException;
}
