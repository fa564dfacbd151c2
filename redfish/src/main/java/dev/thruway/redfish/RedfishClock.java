package dev.thruway.redfish;

import java.time.Duration;
import java.time.Instant;

/// Time, as a client needs it: for the trace, and to wait before it asks again.
public interface RedfishClock {

    /// The machine's.
    RedfishClock SYSTEM =
            new RedfishClock() {
                @Override
                public Instant now() {
                    return Instant.now();
                }

                @Override
                public void sleep(Duration duration) throws InterruptedException {
                    Thread.sleep(duration);
                }
            };

    Instant now();

    void sleep(Duration duration) throws InterruptedException;
}
