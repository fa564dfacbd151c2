package dev.thruway.lab.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.domain.finding.Evidence;
import dev.thruway.domain.finding.Finding;
import dev.thruway.domain.observation.Observation;
import dev.thruway.domain.plan.Action;
import dev.thruway.domain.plan.Plan;
import dev.thruway.engine.Engine;
import dev.thruway.engine.apply.RunListener;
import dev.thruway.engine.run.Explanation;
import dev.thruway.engine.run.StepResult;
import dev.thruway.lab.world.Passthrough;
import dev.thruway.lab.world.PowerState;
import dev.thruway.lab.world.VirtualMachine;
import dev.thruway.lab.world.VmChange;
import dev.thruway.lab.world.VmChange.DeviceChange;
import dev.thruway.lab.world.VmChange.MemoryChange;
import dev.thruway.lab.world.VmChange.Setting;
import dev.thruway.lab.world.VmDevice;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Everything that stops a VM with a card from starting, as the person is told of it: the finding,
/// and the line of the log that shows it.
final class PowerOnFailureTest {

    private static final String FIRST = "0000:41:00.0";

    @TempDir Path folder;

    private final InProcess lab = new InProcess(Worlds.withSecondVm());
    private final VirtualMachine vm = lab.vm("gpu02");
    private Plan powerOn;
    private Observation seen;

    /// The step that powers on, before the world is made wrong by hand.
    @BeforeEach
    void plan() {
        try (var engine = engine()) {
            seen = Laptop.look(engine);
            var plan = engine.plan(seen, _ -> true);
            powerOn =
                    new Plan(
                            plan.steps().stream()
                                    .filter(s -> s.action() instanceof Action.PowerOnVm)
                                    .toList(),
                            List.of(),
                            List.of(),
                            List.of());
        }
        assertThat(powerOn.steps()).hasSize(1);
    }

    private Engine engine() {
        return Laptop.engine(lab, Laptop.spec("gpu02", 1), folder, "test@here");
    }

    private void toggle(String id, boolean on) {
        lab.host()
                .toggle(
                        List.of(
                                new Passthrough.Toggle(
                                        id, on, Optional.empty(), Optional.empty())));
    }

    private void change(VirtualMachine which, VmChange change) throws InterruptedException {
        var version = which.changeVersion();
        which.reconfigure(change);
        for (int i = 0; i < 2_000 && which.changeVersion().equals(version); i++) {
            Thread.sleep(Duration.ofMillis(5));
        }
        assertThat(which.changeVersion()).isNotEqualTo(version);
    }

    private void attach(VirtualMachine which, String systemId) throws InterruptedException {
        change(
                which,
                VmChange.NONE.withDevices(
                        List.of(
                                new DeviceChange.AddPassthrough(
                                        new VmDevice.Backing(
                                                "", FIRST, "26b9", systemId, 0x10de)))));
    }

    private void reserve(VirtualMachine which) throws InterruptedException {
        change(
                which,
                VmChange.NONE.withMemory(
                        new MemoryChange(
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of(true),
                                Optional.empty())));
    }

    private void window(VirtualMachine which, String gib) throws InterruptedException {
        change(
                which,
                VmChange.NONE.withSettings(
                        List.of(
                                new Setting("pciPassthru.use64bitMMIO", "TRUE"),
                                new Setting("pciPassthru.64bitMMIOSizeGB", gib))));
    }

    private Explanation explanation() throws InterruptedException {
        try (var engine = engine()) {
            var outcomes = engine.walk(powerOn, seen, RunListener.NONE);
            assertThat(outcomes).hasSize(1);
            assertThat(outcomes.getFirst().result()).isInstanceOf(StepResult.Failed.class);
            return ((StepResult.Failed) outcomes.getFirst().result()).explanation();
        }
    }

    /// The first finding has this code and is certain, its sentence is the cause, and every line
    /// that is quoted from the log is in the log, at its number.
    private void assertExplained(String code) throws InterruptedException {
        var explanation = explanation();

        assertThat(explanation.findings()).isNotEmpty();
        var finding = explanation.findings().getFirst();
        assertThat(finding.code()).isEqualTo(code);
        assertThat(explanation.cause()).isEqualTo(finding.cause());
        var log = new String(read(vm.logPath()), StandardCharsets.UTF_8).lines().toList();
        var quoted = new ArrayList<Evidence>();
        for (var evidence : finding.evidence()) {
            if (evidence.source().endsWith("vmware.log")) {
                quoted.add(evidence);
                assertThat(log.get((int) evidence.line() - 1)).isEqualTo(evidence.text());
            }
        }
        assertThat(quoted).as(finding.toString()).isNotEmpty();
    }

    private byte[] read(String path) {
        return lab.host().datastore().read(path).orElseThrow();
    }

    @Test
    void withoutAWindow() throws Exception {
        toggle(FIRST, true);
        attach(vm, lab.host().systemId());
        reserve(vm);

        assertExplained("mmio-window-absent");
    }

    @Test
    void withAWindowThatIsTooSmall() throws Exception {
        toggle(FIRST, true);
        attach(vm, lab.host().systemId());
        reserve(vm);
        window(vm, "64");

        assertExplained("mmio-window-small");
    }

    @Test
    void withMemoryThatIsNotReserved() throws Exception {
        toggle(FIRST, true);
        attach(vm, lab.host().systemId());
        window(vm, "128");

        assertExplained("memory-not-reserved");
    }

    @Test
    void withADeviceThatIsNotActive() throws Exception {
        attach(vm, lab.host().systemId());
        reserve(vm);
        window(vm, "128");

        assertExplained("device-not-passthrough");
    }

    @Test
    void withADeviceThatARunningVmHas() throws Exception {
        toggle(FIRST, true);
        var other = lab.vm("gpu03");
        for (var which : List.of(other, vm)) {
            attach(which, lab.host().systemId());
            reserve(which);
            window(which, "128");
        }
        other.powerOn();
        for (int i = 0; i < 2_000 && other.power() != PowerState.POWERED_ON; i++) {
            Thread.sleep(Duration.ofMillis(5));
        }

        assertExplained("device-in-use");
    }

    @Test
    void withADeviceOfAnotherHost() throws Exception {
        toggle(FIRST, true);
        attach(vm, "00000000-0000-0000-0000-000000000000");
        reserve(vm);
        window(vm, "128");

        assertExplained("device-stale");
    }

    @Test
    void inAMaintenanceModeNoLogIsBlamed() throws Exception {
        lab.host().enterMaintenance(Duration.ZERO);
        for (int i = 0; i < 2_000 && !lab.host().inMaintenance(); i++) {
            Thread.sleep(Duration.ofMillis(5));
        }

        var explanation = explanation();

        assertThat(explanation.findings()).extracting(Finding::code).isEmpty();
        assertThat(explanation.cause().key()).isEqualTo("unread.rejected");
    }
}
