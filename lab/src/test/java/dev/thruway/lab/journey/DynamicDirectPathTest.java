package dev.thruway.lab.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.domain.condition.Condition;
import dev.thruway.domain.condition.ConditionId;
import dev.thruway.domain.spec.GpuWish;
import dev.thruway.domain.spec.Vm;
import dev.thruway.engine.Engine;
import dev.thruway.engine.run.StepResult;
import dev.thruway.lab.scenario.Scenarios;
import dev.thruway.lab.world.Passthrough;
import dev.thruway.lab.world.PowerState;
import dev.thruway.lab.world.VmDevice;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A VM whose cards the host picks at power-on.
final class DynamicDirectPathTest {

    private static final String SECOND = "0000:c1:00.0";

    @TempDir Path folder;

    private final InProcess lab = new InProcess(Scenarios.SEED);

    private Engine engine(GpuWish... wishes) {
        return Laptop.engine(
                lab,
                Laptop.spec("gpu02", List.of(wishes), Vm.FirmwareConversion.NEVER),
                folder,
                "test@here");
    }

    private static GpuWish model(int count) {
        return new GpuWish.Dynamic(Optional.of("L40S"), Optional.empty(), count);
    }

    private static GpuWish label(String label) {
        return new GpuWish.Dynamic(Optional.empty(), Optional.of(label), 1);
    }

    private static void apply(Engine engine) throws InterruptedException {
        assertThat(Laptop.plan(engine).blockers()).isEmpty();
        assertThat(Laptop.walk(engine, Laptop.plan(engine)))
                .isNotEmpty()
                .allSatisfy(o -> assertThat(o.result()).isInstanceOf(StepResult.Done.class));
        assertThat(Laptop.plan(engine).allHold()).isTrue();
        assertThat(Laptop.plan(engine).steps()).isEmpty();
    }

    private List<VmDevice.Wish> wishes() {
        return lab.vm("gpu02").config().devices().stream()
                .filter(VmDevice.DynamicPassthrough.class::isInstance)
                .map(d -> ((VmDevice.DynamicPassthrough) d).wish())
                .toList();
    }

    @Test
    void cardsOfAModelAreAskedForByAllItsProducts() throws Exception {
        try (var engine = engine(model(2))) {
            apply(engine);

            var device =
                    Laptop.plan(engine).conditions().stream()
                            .filter(c -> c.id() == ConditionId.VM_PCI_DEVICE)
                            .map(Condition::evidence)
                            .findFirst()
                            .orElseThrow();
            assertThat(device.values()).anySatisfy(e -> assertThat(e).contains("= " + SECOND));
        }
        assertThat(lab.vm("gpu02").power()).isEqualTo(PowerState.POWERED_ON);
        assertThat(lab.host().available()).isEmpty();
        assertThat(wishes())
                .hasSize(2)
                .allSatisfy(w ->
                        assertThat(w.allowed())
                                .contains(new VmDevice.Product(0x10de, 0x26b9, Optional.empty())));
    }

    @Test
    void aCardWithTheLabelIsTheOneThatTheVmGets() throws Exception {
        lab.host()
                .toggle(
                        List.of(
                                new Passthrough.Toggle(
                                        SECOND, false, Optional.empty(), Optional.of("ai-gpu"))));
        try (var engine = engine(label("ai-gpu"))) {
            apply(engine);
        }
        assertThat(wishes())
                .singleElement()
                .satisfies(w -> assertThat(w.label()).contains("ai-gpu"));
        assertThat(lab.vm("gpu02").assigned(13_000).map(Object::toString)).contains(SECOND);
    }

    @Test
    void undoTakesTheDeviceAwayAndSwitchesTheCardBack() throws Exception {
        var before = lab.vm("gpu02").config();
        try (var engine = engine(model(1))) {
            apply(engine);

            assertThat(Laptop.walk(engine, Laptop.undoPlan(engine)))
                    .allSatisfy(o -> assertThat(o.result()).isInstanceOf(StepResult.Done.class));
        }
        assertThat(lab.vm("gpu02").config()).isEqualTo(before);
        assertThat(lab.host().available()).isEmpty();
    }

    @Test
    void aVmWithTooOldHardwareGetsNewerFirst() throws Exception {
        var old = new InProcess(Worlds.withHardware("vmx-13"));
        try (var engine =
                Laptop.engine(
                        old,
                        Laptop.spec("gpu02", List.of(model(1)), Vm.FirmwareConversion.NEVER),
                        folder,
                        "test@here")) {
            apply(engine);
        }
        assertThat(old.vm("gpu02").config().version()).isEqualTo("vmx-17");
    }
}
