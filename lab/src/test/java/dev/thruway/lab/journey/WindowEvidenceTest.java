package dev.thruway.lab.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.domain.condition.Condition;
import dev.thruway.domain.condition.ConditionId;
import dev.thruway.domain.finding.Finding;
import dev.thruway.domain.mmio.MmioKeys;
import dev.thruway.domain.plan.Action;
import dev.thruway.domain.plan.Plan;
import dev.thruway.domain.plan.Step;
import dev.thruway.engine.Engine;
import dev.thruway.engine.apply.RunListener;
import dev.thruway.engine.apply.StepOutcome;
import dev.thruway.engine.run.StepResult;
import dev.thruway.lab.world.PowerState;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A card whose BARs are larger than the catalog says: the power-on fails, its log is read, and the
/// next run sets the window that is really needed.
final class WindowEvidenceTest {

    @TempDir Path folder;

    private final InProcess lab = new InProcess(Worlds.withLargerBar());

    private Engine engine() {
        return Laptop.engine(lab, Laptop.spec("gpu02", 1), folder, "test@here");
    }

    private static Step window(Plan plan) {
        return plan.steps().stream()
                .filter(s ->
                        s.action() instanceof Action.SetExtraConfig(var key, _)
                                && key.equals(MmioKeys.SIZE_GB))
                .findFirst()
                .orElseThrow();
    }

    private static Condition condition(Plan plan) {
        return plan.conditions().stream()
                .filter(c -> c.id() == ConditionId.VM_MMIO_WINDOW)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aCatalogThatIsWrongIsCorrectedByTheLogOfTheFailedPowerOn() throws Exception {
        try (var engine = engine()) {
            var first = Laptop.plan(engine);
            assertThat(window(first).after()).contains("128");

            var failed = Laptop.walk(engine, first).getLast();
            assertThat(failed.step().action()).isInstanceOf(Action.PowerOnVm.class);
            assertThat(failed.result()).isInstanceOf(StepResult.Failed.class);
            var explanation = ((StepResult.Failed) failed.result()).explanation();
            assertThat(explanation.findings())
                    .extracting(Finding::code)
                    .first()
                    .isEqualTo("mmio-window-small");
            assertThat(explanation.cause().args()).containsEntry("window", "256");

            var second = Laptop.plan(engine);
            assertThat(window(second).after()).contains("256");
            assertThat(window(second).why().parts().get("why").key()).isEqualTo("window.differing");
            assertThat(condition(second).evidence().values())
                    .anyMatch(v ->
                            v.startsWith("16 MiB + 128 GiB + 32 MiB (vmware.log, certain: ")
                                    && v.contains("gpu02/vmware.log:"));

            assertThat(Laptop.walk(engine, second))
                    .extracting(StepOutcome::result)
                    .allSatisfy(r -> assertThat(r).isInstanceOf(StepResult.Done.class));
            assertThat(Laptop.plan(engine).allHold()).isTrue();
        }
        assertThat(lab.vm("gpu02").power()).isEqualTo(PowerState.POWERED_ON);
        assertThat(lab.vm("gpu02").config().extraConfig()).containsEntry(MmioKeys.SIZE_GB, "256");
    }

    /// Another engine, as on another laptop: what counts is in the VM's own folder.
    @Test
    void whoComesLaterReadsTheSameLog() throws Exception {
        try (var engine = engine()) {
            Laptop.walk(engine, Laptop.plan(engine));
        }
        try (var engine = engine()) {
            assertThat(window(Laptop.plan(engine)).after()).contains("256");
        }
    }

    @Test
    void anOlderLogCountsWhereTheNewestTellsNothing() throws Exception {
        try (var engine = engine()) {
            Laptop.walk(engine, Laptop.plan(engine));
        }
        var files = lab.host().datastore();
        var log = lab.vm("gpu02").logPath();
        files.write(log.replace(".log", "-41.log"), files.read(log).orElseThrow());
        files.write(log, "nothing of a device\n".getBytes(StandardCharsets.UTF_8));
        try (var engine = engine()) {
            var plan = Laptop.plan(engine);
            assertThat(window(plan).after()).contains("256");
            assertThat(condition(plan).evidence().values())
                    .anyMatch(v -> v.contains("vmware-41.log:"));
        }
    }

    /// The plan's look alone reads them; in FleetIT, where each VM has a limit of calls, none does.
    @Test
    void logsAreReadOnceForAPlanAndNeverOfAVmThatHadNoDevice() throws Exception {
        var asked = new CopyOnWriteArrayList<String>();
        var tapped = lab.tapped(InProcess.Tap.ofPaths("vmware", asked));
        try (var engine = Laptop.engine(tapped, Laptop.spec("gpu02", 1), folder, "test@here")) {
            var plan = Laptop.plan(engine);
            assertThat(asked).isEmpty();
            Laptop.walk(engine, plan);
            asked.clear();

            var second = Laptop.plan(engine);
            assertThat(asked).hasSize(1);
            engine.walk(second, Laptop.look(engine), engine::observeAgain, RunListener.NONE);
            assertThat(asked).hasSize(2);
        }
    }
}
