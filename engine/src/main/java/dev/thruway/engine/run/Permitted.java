package dev.thruway.engine.run;

import java.time.Duration;

/// An effect that acts only while its permit holds. Whatever it does later, or more than once, asks
/// again by [#requireStill].
public record Permitted(Effect effect, Permit permit) implements Effect {

    private static final ScopedValue<Permit> CURRENT = ScopedValue.newInstance();

    /// The permit does not hold any more.
    private static final class Lost extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient StepFailed why;

        Lost(StepFailed why) {
            super(why);
            this.why = why;
        }
    }

    /// Asks for the permit of the effect that this thread carries out, where it has one: before
    /// each change but the first.
    public static void requireStill() {
        try {
            CURRENT.orElse(Permit.NOT_NEEDED).require();
        } catch (StepFailed e) {
            throw new Lost(e);
        }
    }

    /// What is waited for after the act is somebody else's then.
    @Override
    public Look look() {
        var lost = permit.lost();
        if (lost.isPresent()) {
            return new Look.Wrong(lost.get());
        }
        try {
            return ScopedValue.where(CURRENT, permit).call(effect::look);
        } catch (Lost e) {
            return new Look.Wrong(e.why.explanation());
        }
    }

    @Override
    public void act() {
        permit.require();
        try {
            ScopedValue.where(CURRENT, permit).run(effect::act);
        } catch (Lost e) {
            throw new StepFailed(e.why.explanation());
        }
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
