package dev.thruway.engine.apply;

import static dev.thruway.engine.apply.PlanSteps.HOST;
import static dev.thruway.engine.apply.PlanSteps.VM;
import static dev.thruway.engine.apply.PlanSteps.disable;
import static dev.thruway.engine.apply.PlanSteps.enable;
import static dev.thruway.engine.apply.PlanSteps.extra;
import static dev.thruway.engine.apply.PlanSteps.powerOn;
import static dev.thruway.engine.apply.PlanSteps.step;
import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.domain.condition.Target;
import dev.thruway.domain.observation.HostUses;
import dev.thruway.domain.plan.Action;
import dev.thruway.domain.plan.Step;
import java.util.List;
import org.junit.jupiter.api.Test;

final class StepGroupsTest {

    private static final Step FIRST = enable("0000:41:00.0");
    private static final Step SECOND = enable("0000:c1:00.0");

    @Test
    void noStepsAreNoGroups() {
        assertThat(StepGroups.of(List.of())).isEmpty();
    }

    @Test
    void togglesOfOneHostAreOneChange() {
        assertThat(StepGroups.of(List.of(FIRST, SECOND))).containsExactly(List.of(FIRST, SECOND));
    }

    @Test
    void onAndOffAreTwoChanges() {
        var off = disable("0000:c1:00.0");

        assertThat(StepGroups.of(List.of(FIRST, off)))
                .containsExactly(List.of(FIRST), List.of(off));
    }

    @Test
    void configurationChangesOfOneVmAreOneChange() {
        var memory = step(VM, new Action.SetMemoryReservation(1, true));
        var forget = step(VM, new Action.ForgetVm());

        assertThat(StepGroups.of(List.of(extra(VM, "a"), memory, forget)))
                .singleElement()
                .satisfies(group -> assertThat(group).hasSize(3));
    }

    @Test
    void otherVmsAndOtherKindsOfStepsStandAlone() {
        var a = extra(VM, "a");
        var b = extra(Target.vm("other"), "b");
        var on = powerOn();
        var in = step(HOST, new Action.EnterMaintenanceMode(HostUses.Vsan.NONE));
        var reboot = step(HOST, new Action.RebootHost());

        assertThat(StepGroups.of(List.of(a, b, on, in, reboot)))
                .containsExactly(List.of(a), List.of(b), List.of(on), List.of(in), List.of(reboot));
    }

    @Test
    void changesThatAreNotNeighboursAreNotJoined() {
        assertThat(StepGroups.of(List.of(extra(VM, "a"), powerOn(), extra(VM, "b")))).hasSize(3);
    }
}
