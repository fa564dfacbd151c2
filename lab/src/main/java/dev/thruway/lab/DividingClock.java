package dev.thruway.lab;

import java.time.Duration;
import java.time.Instant;

/// The machine's clock, with physical durations divided by a constant.
record DividingClock(long factor) implements LabClock {

    DividingClock {
        if (factor < 1) {
            throw new IllegalArgumentException("factor is not positive: " + factor);
        }
    }

    @Override
    public Instant now() {
        return Instant.now();
    }

    @Override
    public Duration scaled(Duration real) {
        return real.dividedBy(factor);
    }
}
