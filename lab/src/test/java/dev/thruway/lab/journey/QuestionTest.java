package dev.thruway.lab.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.domain.text.Phrase;
import dev.thruway.engine.Engine;
import dev.thruway.engine.run.StepResult;
import dev.thruway.lab.scenario.Scenarios;
import dev.thruway.lab.world.PowerState;
import dev.thruway.lab.world.VmQuestion;
import dev.thruway.vsphere.client.VsphereException;
import dev.thruway.vsphere.client.VsphereFault;
import dev.thruway.vsphere.client.VsphereTransport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A VM that asks something when it is powered on.
final class QuestionTest {

    private static final VmQuestion QUESTION =
            new VmQuestion(
                    "17",
                    "This virtual machine might have been moved or copied.",
                    List.of("Cancel", "I Moved It", "I Copied It"));

    @TempDir Path folder;

    private final InProcess lab = new InProcess(Scenarios.SEED);

    /// Without updates of tasks they are read every two seconds, and not every thirty.
    private Engine engine() {
        var withoutUpdates =
                lab.tapped(
                        new InProcess.Tap() {
                            @Override
                            public void before(VsphereTransport.Request request) {
                                if (request.body().contains("<CreateFilter ")) {
                                    throw new VsphereException(
                                            "CreateFilter",
                                            new VsphereFault.Unreachable("not here"));
                                }
                            }
                        });
        return Laptop.engine(withoutUpdates, Laptop.spec("gpu02", 1), folder, "test@here");
    }

    @Test
    void theQuestionIsShownAndLeftToAPerson() throws Exception {
        var vm = lab.vm("gpu02");
        vm.askAtPowerOn(QUESTION);
        try (var engine = engine()) {
            var asked = Phrase.of("condition.vm-asks", "question", QUESTION.text());

            assertThat(Laptop.walk(engine, Laptop.plan(engine)).getLast().result())
                    .isEqualTo(new StepResult.Waiting(asked));
            assertThat(vm.question()).contains(QUESTION);
            assertThat(Laptop.plan(engine).steps()).isEmpty();
            assertThat(Laptop.plan(engine).blockers())
                    .extracting(b -> b.cause().key())
                    .containsExactly("blocker.vm-asks");

            vm.answer(QUESTION.id());
            for (int i = 0; i < 2_000 && vm.power() != PowerState.POWERED_ON; i++) {
                Thread.sleep(Duration.ofMillis(5));
            }
            assertThat(Laptop.plan(engine).allHold()).isTrue();
        }
    }
}
