package dev.thruway.engine.apply;

import static dev.thruway.engine.apply.PlanSteps.HOST;
import static dev.thruway.engine.apply.PlanSteps.VM;
import static dev.thruway.engine.apply.PlanSteps.enable;
import static dev.thruway.engine.apply.PlanSteps.extra;
import static dev.thruway.engine.apply.PlanSteps.powerOn;
import static dev.thruway.engine.apply.PlanSteps.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thruway.domain.plan.Action;
import dev.thruway.domain.plan.Step;
import dev.thruway.domain.text.Phrase;
import dev.thruway.engine.ManualClock;
import dev.thruway.engine.journal.Journal;
import dev.thruway.engine.run.Effect;
import dev.thruway.engine.run.ScriptedEffect;
import dev.thruway.engine.run.StepFailed;
import dev.thruway.engine.run.StepResult;
import dev.thruway.vsphere.client.VsphereException;
import dev.thruway.vsphere.client.VsphereFault;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PlanRunnerTest {

    private static final Step TOGGLE = enable("0000:41:00.0");
    private static final Step KEY = extra(VM, "a");
    private static final Step MEMORY = step(VM, new Action.SetMemoryReservation(1, true));
    private static final Step ON = powerOn();
    private static final List<Step> ALL = List.of(TOGGLE, KEY, MEMORY, ON);

    @TempDir Path folder;

    private final ManualClock clock = new ManualClock();
    private final List<String> told = new ArrayList<>();

    private PlanRunner runner(PlanRunner.Carriers carriers) {
        return new PlanRunner(
                carriers, clock, new Telling(), new Journal(folder), "run-1", "tanaka@pc");
    }

    private final class Telling implements RunListener {
        @Override
        public void started(Step step) {
            told.add("started " + step.action().code());
        }

        @Override
        public void progress(Step step, Phrase message) {
            told.add("progress " + step.action().code());
        }

        @Override
        public void ended(Step step, StepResult result) {
            told.add(result.word() + " " + step.action().code());
        }
    }

    /// Carries everything out but the steps of a VM's configuration.
    private static PlanRunner.Carriers configurationAnswers(Effect effect) {
        return (group, _) ->
                group.getFirst().action() instanceof Action.OnVmConfig
                        ? effect
                        : new ScriptedEffect(ScriptedEffect.settled());
    }

    private static List<String> words(List<StepOutcome> outcomes) {
        return outcomes.stream().map(o -> o.result().word()).toList();
    }

    @Test
    void theRestOfThePlanIsNotTriedAfterAFailure() throws Exception {
        var outcomes =
                runner(configurationAnswers(new ScriptedEffect(ScriptedEffect.wrong()))).walk(ALL);

        assertThat(words(outcomes)).containsExactly("done", "failed", "failed", "blocked");
        assertThat(outcomes.getLast().startedAt()).isEmpty();
        assertThat(outcomes.getLast().result().message()).isEqualTo(Phrase.of("run.not-tried"));
    }

    @Test
    void theRestOfThePlanIsNotTriedAfterAnUnknown() throws Exception {
        var outcomes =
                runner(configurationAnswers(new ScriptedEffect(ScriptedEffect.unclear())))
                        .walk(ALL);

        assertThat(words(outcomes)).containsExactly("done", "unknown", "unknown", "blocked");
    }

    @Test
    void theListenerIsToldInOrder() throws Exception {
        runner(
                        configurationAnswers(
                                new ScriptedEffect(
                                        ScriptedEffect.notYet(), ScriptedEffect.wrong())))
                .walk(ALL);

        assertThat(told)
                .containsExactly(
                        "started enable-passthrough",
                        "done enable-passthrough",
                        "started set-extra-config",
                        "started set-memory-reservation",
                        "progress set-memory-reservation",
                        "failed set-extra-config",
                        "failed set-memory-reservation",
                        "blocked power-on-vm");
    }

    @Test
    void theJournalTellsTheSameInTheSameOrder() throws Exception {
        runner(configurationAnswers(new ScriptedEffect(ScriptedEffect.wrong()))).walk(ALL);

        var entries = new Journal(folder).read();
        assertThat(entries)
                .extracting(e -> e.state() + " " + e.action())
                .containsExactly(
                        "running enable-passthrough",
                        "done enable-passthrough",
                        "running set-extra-config",
                        "running set-memory-reservation",
                        "failed set-extra-config",
                        "failed set-memory-reservation",
                        "blocked power-on-vm");
        assertThat(entries)
                .allSatisfy(e -> {
                    assertThat(e.run()).isEqualTo("run-1");
                    assertThat(e.who()).isEqualTo("tanaka@pc");
                });
        assertThat(entries.getFirst().step()).isEqualTo(TOGGLE.id());
        assertThat(entries.getFirst().target()).isEqualTo(HOST.toString());
        assertThat(entries.getFirst().message()).isEqualTo(TOGGLE.what());
    }

    @Test
    void anEntryIsWrittenBeforeTheWorldIsChanged() throws Exception {
        var written = new ArrayList<String>();
        var effect =
                new ScriptedEffect(
                        () ->
                                new Journal(folder)
                                        .read()
                                        .forEach(e -> written.add(e.state() + " " + e.action())),
                        ScriptedEffect.notYet(),
                        ScriptedEffect.settled());

        runner((_, _) -> effect).walk(List.of(ON));

        assertThat(written).containsExactly("running power-on-vm");
    }

    @Test
    void anEffectHearsOfTheStepsThatFollow() throws Exception {
        var later = new ArrayList<List<Step>>();
        runner(
                        (_, rest) -> {
                            later.add(rest);
                            return new ScriptedEffect(ScriptedEffect.settled());
                        })
                .walk(ALL);

        assertThat(later).containsExactly(List.of(KEY, MEMORY, ON), List.of(ON), List.of());
    }

    @Test
    void aStepWithoutAnEffectFailsWithItsReason() throws Exception {
        var why = Phrase.of("run.no-datastore", "server", "host");

        var outcomes =
                runner(
                                (_, _) -> {
                                    throw new StepFailed(why);
                                })
                        .walk(List.of(TOGGLE));

        assertThat(words(outcomes)).containsExactly("failed");
        assertThat(outcomes.getFirst().result().message()).isEqualTo(why);
    }

    @Test
    void aServerThatDoesNotAnswerMakesItUnknown() throws Exception {
        var outcomes =
                runner(
                                (_, _) -> {
                                    throw new VsphereException(
                                            "Login", new VsphereFault.Unreachable("refused"));
                                })
                        .walk(List.of(TOGGLE, ON));

        assertThat(words(outcomes)).containsExactly("unknown", "blocked");
    }

    /// A client whose call is interrupted answers "unreachable" and leaves the thread interrupted.
    @Test
    void anInterruptedCallIsAnInterruptAndNoFailure() {
        var effect =
                new ScriptedEffect(
                        () -> {
                            Thread.currentThread().interrupt();
                            throw new StepFailed(Phrase.of("unread.unreachable"));
                        },
                        ScriptedEffect.notYet());

        assertThatThrownBy(() -> runner((_, _) -> effect).walk(List.of(TOGGLE, ON)))
                .isInstanceOf(InterruptedException.class);

        assertThat(told).doesNotContain("failed enable-passthrough", "started power-on-vm");
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }
}
