package dev.thruway.lab.world;

import static dev.thruway.lab.world.SeedWorld.FIRST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thruway.domain.pci.PciAddress;
import dev.thruway.lab.scenario.Scenarios;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EsxHostTest {

    private static final PciAddress CARD = PciAddress.parse(FIRST);

    @Test
    void rebindsACardAtOnceWhereTheHostCan() {
        var seed = new SeedWorld();
        seed.toggle(FIRST);
        assertThat(seed.host.passthrough(CARD))
                .isEqualTo(new Passthrough(true, true, Optional.empty()));
    }

    @Test
    void waitsForARebootWhereTheCallerSaysSo() {
        var seed = new SeedWorld();
        seed.host.toggle(
                List.of(
                        new Passthrough.Toggle(
                                FIRST, true, Optional.of(false), Optional.of("ai-gpu"))));
        assertThat(seed.host.passthrough(CARD))
                .isEqualTo(new Passthrough(true, false, Optional.of("ai-gpu")));
    }

    @Test
    void waitsForARebootWhereTheHostCannotRebind() {
        var seed = new SeedWorld(Scenarios.REBOOT);
        seed.toggle(FIRST);
        assertThat(seed.host.passthrough(CARD).enabled()).isTrue();
        assertThat(seed.host.passthrough(CARD).active()).isFalse();
        seed.done(seed.host.enterMaintenance(Duration.ZERO));
        var before = seed.host.bootTime();
        assertThat(seed.done(seed.host.reboot(false)).state()).isEqualTo(LabTask.State.SUCCESS);
        seed.time.pass(Duration.ofSeconds(10));
        assertThat(seed.host.answering()).isFalse();
        seed.time.pass(Duration.ofMinutes(7));
        assertThat(seed.host.answering()).isTrue();
        assertThat(seed.host.bootTime()).isAfter(before);
        assertThat(seed.host.passthrough(CARD).active()).isTrue();
        assertThat(seed.host.inMaintenance()).isTrue();
    }

    @Test
    void neverTakesTheUplinkFromARunningHost() {
        var seed = new SeedWorld();
        seed.toggle("0000:82:00.0", "0000:82:00.1");
        assertThat(seed.host.passthrough(PciAddress.parse("0000:82:00.0")).active()).isFalse();
        assertThat(seed.host.answering()).isTrue();
    }

    @Test
    void isGoneForGoodOnceItsUplinksWereGivenAwayAndItRebooted() {
        var seed = new SeedWorld();
        seed.toggle("0000:82:00.0", "0000:82:00.1");
        seed.server.restart();
        seed.time.pass(Duration.ofMinutes(30));
        assertThat(seed.host.answering()).isFalse();
    }

    @Test
    void refusesPassthroughOfABridge() {
        var seed = new SeedWorld();
        assertThatThrownBy(() -> seed.toggle("0000:40:01.1"))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        r -> assertThat(r.reason()).isInstanceOf(Refusal.Reason.HostConfig.class));
    }

    @Test
    void refusesPassthroughWhereTheIommuIsOff() {
        var seed = new SeedWorld();
        seed.server.bios().stage(Map.of("WorkloadProfile", "Custom", "ProcAmdIoVt", "Disabled"));
        assertThat(seed.host.capable(seed.host.function(CARD).orElseThrow())).isTrue();
        seed.server.restart();
        seed.time.pass(Duration.ofMinutes(7));
        assertThat(seed.host.capable(seed.host.function(CARD).orElseThrow())).isFalse();
        assertThatThrownBy(() -> seed.toggle(FIRST)).isInstanceOf(Refusal.class);
    }

    @Test
    void changesNothingWhereOneOfTheWishesIsWrong() {
        var seed = new SeedWorld();
        assertThatThrownBy(() -> seed.toggle(FIRST, "0000:99:00.0")).isInstanceOf(Refusal.class);
        assertThat(seed.host.passthrough(CARD)).isEqualTo(Passthrough.OFF);
    }

    @Test
    void entersMaintenanceModeOnlyOnceNoVmRuns() {
        var seed = new SeedWorld();
        seed.powerOn();
        var task = seed.host.enterMaintenance(Duration.ZERO);
        seed.time.pass(Duration.ofMinutes(10));
        assertThat(seed.host.tasks().find(task.key()).orElseThrow().done()).isFalse();
        seed.done(seed.vm.powerOff());
        assertThat(seed.host.inMaintenance()).isTrue();
    }

    @Test
    void givesUpMaintenanceModeAtTheTimeout() {
        var seed = new SeedWorld();
        seed.powerOn();
        var task = seed.host.enterMaintenance(Duration.ofSeconds(30));
        seed.time.pass(Duration.ofMinutes(1));
        assertThat(seed.host.tasks().find(task.key()).orElseThrow().error())
                .containsInstanceOf(Refusal.Reason.Timedout.class);
    }

    @Test
    void refusesARebootOutsideMaintenanceModeWithoutForce() {
        var seed = new SeedWorld();
        assertThat(seed.host.reboot(false).error())
                .containsInstanceOf(Refusal.Reason.InvalidState.class);
    }

    @Test
    void losesItsVmsTasksAndEventsInAForcedReboot() {
        var seed = new SeedWorld();
        seed.powerOn();
        seed.host.reboot(true);
        seed.time.pass(Duration.ofSeconds(10));
        assertThat(seed.vm.power()).isEqualTo(PowerState.POWERED_OFF);
        assertThat(seed.host.tasks().all()).isEmpty();
        assertThat(seed.vm.guest().poweredOn()).isFalse();
    }
}
