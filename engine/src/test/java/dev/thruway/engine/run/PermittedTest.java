package dev.thruway.engine.run;

import static dev.thruway.engine.run.ScriptedEffect.notYet;
import static dev.thruway.engine.run.ScriptedEffect.settled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thruway.domain.text.Phrase;
import dev.thruway.engine.ManualClock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class PermittedTest {

    private static final Phrase WHY = Phrase.of("test.lost");

    /// Holds for so many questions.
    private static final class Times implements Permit {

        private int left;

        Times(int times) {
            left = times;
        }

        @Override
        public void require() {
            if (left-- <= 0) {
                throw new StepFailed(WHY);
            }
        }

        @Override
        public Optional<Phrase> lost() {
            return left < 0 ? Optional.of(WHY) : Optional.empty();
        }
    }

    private static StepResult run(Effect effect, Permit permit) throws InterruptedException {
        return new EffectRunner(new ManualClock(), _ -> {}, () -> {})
                .run(new Permitted(effect, permit));
    }

    private static void assertLost(StepResult result) {
        assertThat(result)
                .isInstanceOfSatisfying(
                        StepResult.Failed.class,
                        failed -> assertThat(failed.message()).isEqualTo(WHY));
    }

    @Test
    void whatIsNotPermittedIsNotDone() throws Exception {
        var effect = new ScriptedEffect(notYet());

        assertLost(run(effect, new Times(0)));

        assertThat(effect.acts()).isZero();
    }

    @Test
    void whatNeedsNoChangeNeedsNoPermit() throws Exception {
        assertThat(run(new ScriptedEffect(settled()), new Times(0)))
                .isInstanceOf(StepResult.Done.class);
    }

    @Test
    void aSecondChangeAsksAgain() throws Exception {
        assertLost(run(new ScriptedEffect(Permitted::requireStill, notYet()), new Times(1)));
        assertThat(
                        run(
                                new ScriptedEffect(Permitted::requireStill, notYet(), settled()),
                                new Times(2)))
                .isInstanceOf(StepResult.Done.class);
    }

    /// Also one that a look makes, after a time.
    @Test
    void aChangeOfALookAsksToo() throws Exception {
        var changing =
                new Effect() {
                    private boolean asked;

                    @Override
                    public Look look() {
                        if (asked) {
                            Permitted.requireStill();
                        }
                        return notYet();
                    }

                    @Override
                    public void act() {
                        asked = true;
                    }

                    @Override
                    public Duration limit() {
                        return Duration.ofHours(1);
                    }
                };

        assertLost(run(changing, new Times(2)));
    }

    /// Somebody else works there now: what is seen from then on is theirs.
    @Test
    void whatIsLostWhileItIsWaitedForIsNotWaitedFor() throws Exception {
        var permit = new Times(1);
        var waiting = new ScriptedEffect(() -> permit.left = -1, notYet());

        assertLost(run(waiting, permit));

        assertThat(waiting.taken()).isOne();
    }

    @Test
    void outsideOfAnEffectNothingIsAsked() {
        assertThatCode(Permitted::requireStill).doesNotThrowAnyException();
        assertThatThrownBy(() -> new Permitted(new ScriptedEffect(), new Times(0)).act())
                .isInstanceOf(StepFailed.class);
        assertThatCode(Permitted::requireStill).doesNotThrowAnyException();
    }
}
