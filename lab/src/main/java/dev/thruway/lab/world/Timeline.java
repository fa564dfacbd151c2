package dev.thruway.lab.world;

import java.time.Duration;
import java.time.Instant;

/// The time of a world. Physical work (booting, resetting, settling) takes the duration that it
/// takes in the field; how fast that passes is the implementation's affair.
public interface Timeline {

    Instant now();

    /// Does the work once, after a physical duration, on a thread of its own. The work takes the
    /// world's lock itself.
    void after(Duration physical, Runnable work);
}
