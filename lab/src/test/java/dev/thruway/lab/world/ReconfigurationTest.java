package dev.thruway.lab.world;

import static dev.thruway.lab.world.SeedWorld.FIRST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.lab.world.VmChange.MemoryChange;
import dev.thruway.lab.world.VmChange.Setting;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReconfigurationTest {

    private final SeedWorld seed = new SeedWorld();

    private static MemoryChange size(long mib) {
        return new MemoryChange(
                Optional.of(mib), Optional.empty(), Optional.empty(), Optional.empty());
    }

    @Test
    void locksAllMemoryAndFollowsItsSize() {
        seed.reserveAll();
        assertThat(seed.vm.config().memory().reservationMib()).isEqualTo(65536);
        seed.reconfigure(VmChange.NONE.withMemory(size(32768)));
        assertThat(seed.vm.config().memory().reservationMib()).isEqualTo(32768);
    }

    @Test
    void refusesSecureBootOnBiosAndChangesNothing() {
        seed.firmware(Firmware.BIOS);
        var before = seed.vm.config();
        var task = seed.reconfigure(VmChange.NONE.withFirmware(Firmware.BIOS, true));
        assertThat(task.error()).containsInstanceOf(Refusal.Reason.InvalidVmConfig.class);
        assertThat(seed.vm.config()).isEqualTo(before);
    }

    @Test
    void refusesAFirmwareChangeWhileTheVmRuns() {
        seed.powerOn();
        assertThat(seed.reconfigure(VmChange.NONE.withFirmware(Firmware.BIOS, false)).error())
                .contains(
                        new Refusal.Reason.InvalidPowerState(
                                PowerState.POWERED_OFF, PowerState.POWERED_ON));
    }

    @Test
    void refusesToHotPlugACard() {
        seed.toggle(FIRST);
        seed.powerOn();
        seed.attach(FIRST);
        assertThat(seed.vm.config().passthroughDevices()).isEmpty();
    }

    @Test
    void refusesAChangeOfAnOldVersion() {
        var old = seed.vm.changeVersion();
        assertThat(seed.reconfigure(VmChange.NONE.withChangeVersion(old)).state())
                .isEqualTo(LabTask.State.SUCCESS);
        assertThat(seed.vm.changeVersion()).isNotEqualTo(old);
        assertThat(seed.reconfigure(VmChange.NONE.withChangeVersion(old)).error())
                .contains(new Refusal.Reason.ConcurrentAccess());
    }

    @Test
    void refusesASecondTaskWhileOneRuns() {
        var first = seed.vm.reconfigure(VmChange.NONE);
        var second = seed.vm.powerOn();
        assertThat(second.error()).contains(new Refusal.Reason.TaskInProgress(first.key()));
    }

    @Test
    void deletesASettingByAnEmptyValueAndIgnoresFieldsOfTheSpec() {
        seed.window("128");
        seed.reconfigure(
                VmChange.NONE.withSettings(
                        List.of(
                                new Setting("pciPassthru.64bitMMIOSizeGB", ""),
                                new Setting("firmware", "bios"))));
        assertThat(seed.vm.config().extraConfig())
                .containsEntry("pciPassthru.use64bitMMIO", "TRUE")
                .doesNotContainKeys("pciPassthru.64bitMMIOSizeGB", "firmware");
    }

    @Test
    void fillsInTheNameOfTheHostsDevice() {
        seed.attach(FIRST);
        assertThat(seed.vm.config().passthroughDevices())
                .singleElement()
                .satisfies(d -> {
                    assertThat(d.key()).isEqualTo(13000);
                    assertThat(d.label()).isEqualTo("PCI device 0");
                    assertThat(d.backing().deviceName()).isEqualTo("AD102GL [L40S]");
                });
    }

    @Test
    void refusesAReservationAboveTheSize() {
        var task =
                seed.reconfigure(
                        VmChange.NONE.withMemory(
                                new MemoryChange(
                                        Optional.empty(),
                                        Optional.of(70_000L),
                                        Optional.empty(),
                                        Optional.empty())));
        assertThat(task.error()).containsInstanceOf(Refusal.Reason.InvalidArgument.class);
    }
}
