package dev.thruway.engine.vm;

import dev.thruway.domain.text.Phrase;
import dev.thruway.engine.run.Effect;
import java.time.Duration;

/// What is left to do with a VM that somebody removed meanwhile: nothing.
///
/// Running it twice is safe: it changes nothing.
public final class AbsentVmEffect implements Effect {

    @Override
    public Look look() {
        return new Look.Settled(Phrase.of("run.vm-is-gone"));
    }

    @Override
    public void act() {}

    @Override
    public Duration limit() {
        return Duration.ofSeconds(1);
    }
}
