package dev.thruway.lab;

import java.time.Duration;
import java.time.Instant;

/// The lab's time. Physical work (a boot, a host's reboot, a package installation) is stated in the
/// time that it takes on a real machine and passes faster here; session and idle timeouts never ask
/// this clock, they stay on the wall clock.
public interface LabClock {

    /// The wall clock's time.
    Instant now();

    /// How long physical work takes here that takes `real` on a real machine.
    Duration scaled(Duration real);

    /// Lets the scaled duration of physical work pass.
    default void pause(Duration real) throws InterruptedException {
        Thread.sleep(scaled(real));
    }

    /// A clock on which physical work passes `factor` times as fast as in reality.
    static LabClock dividingBy(long factor) {
        return new DividingClock(factor);
    }
}
