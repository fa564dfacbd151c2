package dev.thruway.engine.run;

import static dev.thruway.engine.run.ScriptedEffect.notYet;
import static dev.thruway.engine.run.ScriptedEffect.settled;
import static dev.thruway.engine.run.ScriptedEffect.staying;
import static dev.thruway.engine.run.ScriptedEffect.unclear;
import static dev.thruway.engine.run.ScriptedEffect.wrong;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thruway.domain.text.Phrase;
import dev.thruway.engine.ManualClock;
import dev.thruway.engine.run.StepResult.Need;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Every path through the state diagram of the package.
final class EffectRunnerTest {

    private final ManualClock clock = new ManualClock();
    private final List<Phrase> progress = new ArrayList<>();
    private int idle;

    private StepResult run(Effect effect) throws InterruptedException {
        return new EffectRunner(clock, progress::add, () -> idle++).run(effect);
    }

    @Test
    void whatIsSettledAlreadyIsNotActedOn() throws Exception {
        var effect = new ScriptedEffect(settled());

        assertThat(run(effect))
                .isEqualTo(new StepResult.Done(ScriptedEffect.SETTLED, Need.ALREADY_SO));

        assertThat(effect.acts()).isZero();
        assertThat(progress).isEmpty();
    }

    @Test
    void whileItOnlyHasToStaySoItIsIdle() throws Exception {
        var effect = new ScriptedEffect(notYet(), notYet(), staying(), staying(), settled());

        assertThat(run(effect)).isEqualTo(new StepResult.Done(ScriptedEffect.SETTLED, Need.ACTED));

        assertThat(idle).isEqualTo(2);
        assertThat(clock.sleeps())
                .containsExactly(
                        Duration.ofSeconds(10), Duration.ofSeconds(3), Duration.ofSeconds(3));
    }

    @Test
    void whatOnlyHasToStaySoIsNotActedOn() throws Exception {
        var effect = new ScriptedEffect(staying(), staying(), settled());

        assertThat(run(effect))
                .isEqualTo(new StepResult.Done(ScriptedEffect.SETTLED, Need.ALREADY_SO));
        assertThat(effect.acts()).isZero();
    }

    @Test
    void whatStaysForeverEndsInTime() throws Exception {
        assertThat(run(new ScriptedEffect(notYet(), staying())))
                .isInstanceOf(StepResult.Failed.class);
    }

    @Test
    void actsOnceAndLooksUntilItIsSo() throws Exception {
        var effect = new ScriptedEffect(notYet(), notYet(), notYet(), settled());

        assertThat(run(effect)).isEqualTo(new StepResult.Done(ScriptedEffect.SETTLED, Need.ACTED));

        assertThat(effect.acts()).isOne();
        assertThat(clock.sleeps()).containsExactly(Duration.ofSeconds(10), Duration.ofSeconds(10));
        assertThat(progress).hasSize(3).containsOnly(ScriptedEffect.NOT_YET);
    }

    @Test
    void failsWhenTheLimitHasPassed() throws Exception {
        var effect = new ScriptedEffect(notYet());

        assertThat(run(effect))
                .isEqualTo(
                        new StepResult.Failed(
                                Explanation.of(Phrase.of("run.not-in-time", "seconds", 60))));

        assertThat(effect.acts()).isOne();
        assertThat(clock.now()).isEqualTo(ManualClock.START.plusSeconds(60));
    }

    @Test
    void looksOnceMoreWhenTheLimitHasPassed() throws Exception {
        var looks = new ArrayList<>(Collections.nCopies(7, notYet()));
        looks.add(settled());

        assertThat(run(new ScriptedEffect(looks.toArray(Effect.Look[]::new))))
                .isInstanceOf(StepResult.Done.class);
    }

    @Test
    void whatIsWrongBeforehandIsNotActedOn() throws Exception {
        var effect = new ScriptedEffect(wrong());

        assertThat(run(effect))
                .isEqualTo(new StepResult.Failed(Explanation.of(ScriptedEffect.WRONG)));

        assertThat(effect.acts()).isZero();
    }

    @Test
    void whatTurnsWrongAfterwardsFailsAtOnce() throws Exception {
        var effect = new ScriptedEffect(notYet(), notYet(), wrong());

        assertThat(run(effect))
                .isEqualTo(new StepResult.Failed(Explanation.of(ScriptedEffect.WRONG)));

        assertThat(effect.acts()).isOne();
        assertThat(clock.sleeps()).hasSize(1);
    }

    @Test
    void whatIsUnclearForAWhileIsLookedAtAgain() throws Exception {
        var effect =
                new ScriptedEffect(
                        unclear(), unclear(), notYet(), unclear(), unclear(), unclear(), settled());

        assertThat(run(effect)).isEqualTo(new StepResult.Done(ScriptedEffect.SETTLED, Need.ACTED));

        assertThat(clock.sleeps()).hasSize(5).containsOnly(Duration.ofSeconds(2));
    }

    @Test
    void whatStaysUnclearBeforehandIsNotActedOn() throws Exception {
        var effect = new ScriptedEffect(unclear());

        assertThat(run(effect)).isEqualTo(new StepResult.Unknown(ScriptedEffect.UNCLEAR));

        assertThat(effect.acts()).isZero();
        assertThat(effect.taken()).isEqualTo(5);
    }

    @Test
    void whatStaysUnclearAfterwardsIsUnknownNotFailed() throws Exception {
        var effect = new ScriptedEffect(notYet(), unclear());

        assertThat(run(effect)).isEqualTo(new StepResult.Unknown(ScriptedEffect.UNCLEAR));

        assertThat(effect.acts()).isOne();
        assertThat(clock.now()).isAfterOrEqualTo(ManualClock.START.plusSeconds(60));
    }

    @Test
    void anActThatIsRefusedFailsWithItsExplanation() throws Exception {
        var why = Explanation.of(Phrase.of("test.refused"));
        var effect =
                new ScriptedEffect(
                        () -> {
                            throw new StepFailed(why);
                        },
                        notYet(),
                        settled());

        assertThat(run(effect)).isEqualTo(new StepResult.Failed(why));

        assertThat(effect.taken()).isOne();
    }

    private static ScriptedEffect unheard(Effect.Look... looks) {
        return new ScriptedEffect(
                () -> {
                    throw new AnswerLost(Phrase.of("test.lost"));
                },
                looks);
    }

    private static Phrase lost(String key) {
        return Phrase.of(key, "cause", Phrase.of("test.lost"), "seconds", 60);
    }

    @Test
    void aChangeWhoseAnswerWasLostIsConfirmedByLooking() throws Exception {
        var effect = unheard(notYet(), unclear(), notYet(), settled());

        assertThat(run(effect)).isEqualTo(new StepResult.Done(ScriptedEffect.SETTLED, Need.ACTED));

        assertThat(effect.acts()).isOne();
        assertThat(progress).contains(lost("run.answer-lost"));
    }

    @Test
    void aChangeWhoseAnswerWasLostAndThatDoesNotShowIsUnknownNotFailed() throws Exception {
        assertThat(run(unheard(notYet()))).isEqualTo(new StepResult.Unknown(lost("run.not-seen")));

        assertThat(clock.now()).isEqualTo(ManualClock.START.plusSeconds(60));
    }

    @Test
    void aLookThatCouldNotReadIsUnclear() throws Exception {
        var unread = Phrase.of("test.unread");
        var effect =
                new Effect() {
                    @Override
                    public Look look() {
                        throw new StepFailed(unread);
                    }

                    @Override
                    public void act() {
                        throw new AssertionError("acted without a look");
                    }

                    @Override
                    public Duration limit() {
                        return Duration.ofSeconds(60);
                    }
                };

        assertThat(run(effect)).isEqualTo(new StepResult.Unknown(unread));
    }

    @Test
    void anInterruptEndsTheWaiting() {
        var effect = new ScriptedEffect(() -> Thread.currentThread().interrupt(), notYet());

        assertThatThrownBy(() -> run(effect)).isInstanceOf(InterruptedException.class);

        assertThat(effect.acts()).isOne();
        assertThat(clock.sleeps()).isEmpty();
    }

    /// No answer came, since nobody waits for one any more.
    @Test
    void whoeverIsInterruptedInTheActLooksForNothing() {
        var effect =
                new ScriptedEffect(
                        () -> {
                            Thread.currentThread().interrupt();
                            throw new AnswerLost(Phrase.of("test.interrupted"));
                        },
                        notYet());
        try {
            assertThatThrownBy(() -> run(effect)).isInstanceOf(InterruptedException.class);
            assertThat(effect.taken()).isOne();
        } finally {
            Thread.interrupted();
        }
    }
}
