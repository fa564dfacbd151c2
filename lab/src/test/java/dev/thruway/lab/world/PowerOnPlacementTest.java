package dev.thruway.lab.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thruway.lab.world.Refusal.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// gpu02 has a dynamic device, and only the second host has a card for it.
class PowerOnPlacementTest {

    private static final Duration A_MINUTE = Duration.ofMinutes(1);

    private static ClusterWorld lab(String cluster) {
        var lab = ClusterWorld.withCluster(cluster);
        activate(lab, 2);
        var added =
                lab.vm("gpu02")
                        .reconfigure(
                                VmChange.NONE
                                        .withDevices(
                                                List.of(
                                                        new VmChange.DeviceChange.AddDynamic(
                                                                new VmDevice.Wish(
                                                                        "L40S",
                                                                        List.of(
                                                                                new VmDevice
                                                                                        .Product(
                                                                                        0x10de,
                                                                                        0x26b9,
                                                                                        Optional
                                                                                                .empty())),
                                                                        Optional.empty()))))
                                        .withMemory(
                                                new VmChange.MemoryChange(
                                                        Optional.empty(),
                                                        Optional.empty(),
                                                        Optional.of(true),
                                                        Optional.empty()))
                                        .withSettings(
                                                List.of(
                                                        new VmChange.Setting(
                                                                "pciPassthru.use64bitMMIO", "TRUE"),
                                                        new VmChange.Setting(
                                                                "pciPassthru.64bitMMIOSizeGB",
                                                                "128"))));
        assertThat(lab.after(A_MINUTE, lab.host(1), added).error()).isEmpty();
        return lab;
    }

    private static void activate(ClusterWorld lab, int number) {
        var host = lab.host(number);
        host.toggle(
                List.of(
                        new Passthrough.Toggle(
                                ClusterWorld.CARD, true, Optional.empty(), Optional.empty())));
        host.reboot(true);
        lab.time.pass(Duration.ofMinutes(8));
    }

    private static TaskResult.PowerOns powerOn(ClusterWorld lab) {
        var task = lab.vcenter.placement().powerOn(List.of(lab.vm("gpu02")));
        lab.time.pass(A_MINUTE);
        var done = lab.vcenter.tasks().find(task.key()).orElseThrow();
        assertThat(done.state()).isEqualTo(LabTask.State.SUCCESS);
        return (TaskResult.PowerOns) done.result();
    }

    @ParameterizedTest
    @ValueSource(strings = {"fullyAutomated", "partiallyAutomated"})
    void startsItOnTheHostThatHasTheCard(String drs) {
        var lab = lab("drs: " + drs);
        var result = powerOn(lab);
        assertThat(result.attempted())
                .singleElement()
                .satisfies(a ->
                        assertThat(lab.vcenter.tasks().find(a.taskKey()).orElseThrow().state())
                                .isEqualTo(LabTask.State.SUCCESS));
        assertThat(result.notAttempted()).isEmpty();
        assertThat(lab.vm("gpu02").host()).isSameAs(lab.host(2));
        assertThat(lab.vm("gpu02").power()).isEqualTo(PowerState.POWERED_ON);
        assertThat(lab.eventTypes()).doesNotContain("VmMigratedEvent");
    }

    @Test
    void recommendsUnderManualAutomationAndDoesWhatIsApplied() {
        var lab = lab("drs: manual");
        var result = powerOn(lab);
        assertThat(result.attempted()).isEmpty();
        assertThat(result.recommendations())
                .singleElement()
                .satisfies(r -> assertThat(r.host()).isSameAs(lab.host(2)));
        assertThat(lab.vm("gpu02").power()).isEqualTo(PowerState.POWERED_OFF);

        var key = result.recommendations().getFirst().key();
        lab.vcenter.placement().apply(key);
        lab.time.pass(A_MINUTE);

        assertThat(lab.vm("gpu02").host()).isSameAs(lab.host(2));
        assertThat(lab.vm("gpu02").power()).isEqualTo(PowerState.POWERED_ON);
        assertThatThrownBy(() -> lab.vcenter.placement().apply(key)).isInstanceOf(Refusal.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"drs: \"off\"", "pinned: [gpu02]"})
    void startsAVmThatDrsLeavesAloneWhereItIs(String cluster) {
        var lab = lab(cluster);
        var result = powerOn(lab);
        assertThat(lab.vm("gpu02").host()).isSameAs(lab.host(1));
        assertThat(
                        lab.vcenter
                                .tasks()
                                .find(result.attempted().getFirst().taskKey())
                                .orElseThrow()
                                .error())
                .containsInstanceOf(Reason.PowerOnFailed.class);
    }

    @Test
    void saysOfEachHostWhyNoneFits() {
        var lab = lab("drs: fullyAutomated");
        lab.enterMaintenance(2, Duration.ZERO);
        lab.time.pass(Duration.ofMinutes(3));

        var result = powerOn(lab);

        assertThat(result.attempted()).isEmpty();
        assertThat(result.notAttempted())
                .singleElement()
                .satisfies(n -> {
                    assertThat(n.why().message())
                            .isEqualTo("No host is compatible with the virtual machine.");
                    assertThat(((Reason.NoCompatibleHost) n.why()).errors())
                            .extracting(Reason::message)
                            .hasSize(3)
                            .anyMatch(m -> m.contains("state of the host"))
                            .anyMatch(m -> m.contains("No device of the host is free"));
                });
    }

    @Test
    void anotherVmWithTheCardLeavesNoHost() {
        var lab = lab("drs: fullyAutomated");
        powerOn(lab);
        lab.vm("gpu02").powerOff();
        lab.time.pass(A_MINUTE);
        lab.host(2)
                .toggle(
                        List.of(
                                new Passthrough.Toggle(
                                        ClusterWorld.CARD,
                                        false,
                                        Optional.empty(),
                                        Optional.empty())));
        lab.host(2).reboot(true);
        lab.time.pass(Duration.ofMinutes(8));
        assertThat(powerOn(lab).notAttempted()).hasSize(1);
    }

    @Test
    void aVmThatRunsWithADynamicDeviceCannotMove() {
        var lab = lab("drs: fullyAutomated");
        powerOn(lab);
        activate(lab, 1);
        var task = lab.vm("gpu02").migrate(lab.host(1));
        assertThat(lab.after(A_MINUTE, lab.host(2), task).error())
                .containsInstanceOf(Reason.CannotMove.class);
    }

    @Test
    void theOtherPowerOnMovesItOnlyWhereItsOwnHostCannotStartIt() {
        var lab = lab("drs: fullyAutomated");
        lab.vcenter.placement().beforePowerOn(lab.vm("gpu02"));
        assertThat(lab.vm("gpu02").host()).isSameAs(lab.host(2));
        activate(lab, 1);
        lab.vcenter.placement().beforePowerOn(lab.vm("gpu02"));
        assertThat(lab.vm("gpu02").host()).isSameAs(lab.host(2));
    }
}
