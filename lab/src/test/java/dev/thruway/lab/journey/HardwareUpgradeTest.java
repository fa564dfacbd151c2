package dev.thruway.lab.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.domain.plan.Action;
import dev.thruway.domain.plan.Step;
import dev.thruway.engine.Engine;
import dev.thruway.engine.run.StepResult;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A VM whose virtual hardware is too old for what the file wants of it.
final class HardwareUpgradeTest {

    @TempDir Path folder;

    private final InProcess lab = new InProcess(Worlds.withHardware("vmx-11"));

    private Engine engine() {
        return Laptop.engine(lab, Laptop.spec("gpu02", 1), folder, "test@here");
    }

    @Test
    void itIsUpgradedToTheOldestThatSufficesBeforeItIsConfigured() throws Exception {
        try (var engine = engine()) {
            var plan = Laptop.plan(engine);
            assertThat(plan.steps())
                    .extracting(Step::action)
                    .contains(new Action.UpgradeHardware(13));

            assertThat(Laptop.walk(engine, plan))
                    .isNotEmpty()
                    .allSatisfy(o -> assertThat(o.result()).isInstanceOf(StepResult.Done.class));

            assertThat(Laptop.plan(engine).allHold()).isTrue();
        }
        assertThat(lab.vm("gpu02").config().version()).isEqualTo("vmx-13");
        assertThat(lab.vm("gpu02").config().boot().secureBoot()).isTrue();
    }

    @Test
    void undoRestoresAllButTheHardware() throws Exception {
        var before = lab.vm("gpu02").config();
        try (var engine = engine()) {
            Laptop.walk(engine, Laptop.plan(engine));
            Laptop.walk(engine, Laptop.undoPlan(engine));
        }
        var after = lab.vm("gpu02").config();
        assertThat(after.version()).isEqualTo("vmx-13");
        assertThat(after.boot()).isEqualTo(before.boot());
        assertThat(after.extraConfig()).isEqualTo(before.extraConfig());
        assertThat(after.devices()).isEqualTo(before.devices());
    }
}
