package dev.thruway.lab.world;

import dev.thruway.lab.LabClock;
import java.time.Duration;
import java.time.Instant;

/// The lab's clock as a world's time: each piece of later work waits on a virtual thread.
public record ScaledTimeline(LabClock clock) implements Timeline {

    @Override
    public Instant now() {
        return clock.now();
    }

    @Override
    public void after(Duration physical, Runnable work) {
        Thread.ofVirtual()
                .name("lab-world")
                .start(() -> {
                    try {
                        clock.pause(physical);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                        return;
                    }
                    work.run();
                });
    }
}
