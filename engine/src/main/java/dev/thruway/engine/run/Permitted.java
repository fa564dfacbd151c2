package dev.thruway.engine.run;

import java.time.Duration;

/// An effect that acts only while its permit holds.
public record Permitted(Effect effect, Permit permit) implements Effect {

    @Override
    public Look look() {
        return effect.look();
    }

    @Override
    public void act() {
        permit.require();
        effect.act();
    }

    @Override
    public Duration limit() {
        return effect.limit();
    }

    @Override
    public Duration limitWhenLost() {
        return effect.limitWhenLost();
    }
}
