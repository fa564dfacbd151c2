package dev.thruway.lab.journey;

import dev.thruway.engine.Clock;
import java.time.Duration;
import java.time.Instant;

/// Time stands still.
record StoppedClock(Instant now) implements Clock {
    @Override
    public void sleep(Duration duration) {}
}
