package dev.thruway.engine.run;

import dev.thruway.domain.text.Phrase;
import dev.thruway.engine.Clock;
import dev.thruway.engine.run.Effect.Look;
import dev.thruway.engine.run.StepResult.Need;
import java.time.Duration;
import java.util.function.Consumer;

/// Carries out one effect.
public final class EffectRunner {

    /// Looks in a row that may fail before the answer is *unknown*.
    private static final int UNCLEAR_LIMIT = 5;

    private static final Duration AFTER_UNCLEAR = Duration.ofSeconds(2);

    private final Clock clock;
    private final Consumer<Phrase> progress;
    private final Runnable idle;

    /// @param idle told where only time has to pass, and again where it still has to
    public EffectRunner(Clock clock, Consumer<Phrase> progress, Runnable idle) {
        this.clock = clock;
        this.progress = progress;
        this.idle = idle;
    }

    /// Looks, acts where needed, and looks until it is so or the limit has passed.
    public StepResult run(Effect effect) throws InterruptedException {
        var before = lookClearly(effect);
        switch (before) {
            case Look.Settled(Phrase message) -> {
                return new StepResult.Done(message, Need.ALREADY_SO);
            }
            case Look.Wrong(Explanation why) -> {
                return new StepResult.Failed(why);
            }
            case Look.Waits(Phrase forWhat) -> {
                return new StepResult.Waiting(forWhat);
            }
            case Look.Unclear(Phrase cause) -> {
                return new StepResult.Unknown(cause);
            }
            case Look.Staying _ -> {
                return confirm(effect, effect.limit(), notInTime(effect), Need.ALREADY_SO);
            }
            case Look.NotYet(Phrase message, _) -> progress.accept(message);
        }
        try {
            effect.act();
        } catch (StepFailed e) {
            return new StepResult.Failed(e.explanation());
        } catch (AnswerLost e) {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedException(e.phrase().key());
            }
            var limit = effect.limitWhenLost();
            progress.accept(lost("run.answer-lost", e.phrase(), limit));
            return confirm(
                    effect,
                    limit,
                    new StepResult.Unknown(lost("run.not-seen", e.phrase(), limit)),
                    Need.ACTED);
        }
        return confirm(effect, effect.limit(), notInTime(effect), Need.ACTED);
    }

    private static Phrase lost(String key, Phrase cause, Duration limit) {
        return Phrase.of(key, "cause", cause, "seconds", limit.toSeconds());
    }

    /// @param late what it is when it is not so in time
    private StepResult confirm(Effect effect, Duration limit, StepResult late, Need need)
            throws InterruptedException {
        var deadline = clock.now().plus(limit);
        while (true) {
            switch (lookClearly(effect)) {
                case Look.Settled(Phrase message) -> {
                    return new StepResult.Done(message, need);
                }
                case Look.Wrong(Explanation why) -> {
                    return new StepResult.Failed(why);
                }
                case Look.Waits(Phrase forWhat) -> {
                    return new StepResult.Waiting(forWhat);
                }
                case Look.Unclear(Phrase cause) -> {
                    if (!clock.now().isBefore(deadline)) {
                        return new StepResult.Unknown(cause);
                    }
                    clock.sleep(AFTER_UNCLEAR);
                }
                case Look.NotYet(Phrase message, Duration again) -> {
                    if (!clock.now().isBefore(deadline)) {
                        return late;
                    }
                    progress.accept(message);
                    clock.sleep(again);
                }
                case Look.Staying(Phrase message, Duration again) -> {
                    if (!clock.now().isBefore(deadline)) {
                        return late;
                    }
                    progress.accept(message);
                    idle.run();
                    clock.sleep(again);
                }
            }
        }
    }

    private static StepResult notInTime(Effect effect) {
        return new StepResult.Failed(
                Explanation.of(
                        Phrase.of("run.not-in-time", "seconds", effect.limit().toSeconds())));
    }

    private Look lookClearly(Effect effect) throws InterruptedException {
        for (int tries = 1; ; tries++) {
            var look = look(effect);
            if (!(look instanceof Look.Unclear) || tries >= UNCLEAR_LIMIT) {
                return look;
            }
            clock.sleep(AFTER_UNCLEAR);
        }
    }

    private static Look look(Effect effect) {
        try {
            return effect.look();
        } catch (StepFailed e) {
            return new Look.Unclear(e.phrase());
        }
    }
}
