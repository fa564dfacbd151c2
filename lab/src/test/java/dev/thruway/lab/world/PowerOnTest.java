package dev.thruway.lab.world;

import static dev.thruway.lab.world.SeedWorld.FIRST;
import static dev.thruway.lab.world.SeedWorld.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.lab.guest.GuestPciFunction;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The rows of the truth table of a power-on.
class PowerOnTest {

    private final SeedWorld seed = new SeedWorld();

    private void assertFailed(LabTask task, String cause) {
        assertThat(task.state()).isEqualTo(LabTask.State.ERROR);
        assertThat(task.error())
                .hasValueSatisfying(reason ->
                        assertThat(reason)
                                .isInstanceOfSatisfying(
                                        Refusal.Reason.PowerOnFailed.class,
                                        f -> assertThat(f.lines()).contains(cause)));
        assertThat(seed.vm.power()).isEqualTo(PowerState.POWERED_OFF);
        assertThat(seed.eventTypes()).contains("VmFailedToPowerOnEvent");
        assertThat(seed.log()).contains(cause).contains("Module 'DevicePowerOn' power on failed.");
    }

    private List<GuestPciFunction> guestFunctions() {
        return seed.vm.guest().hardware().orElseThrow().pciFunctions();
    }

    @Test
    void startsAVmWithoutDevices() {
        assertThat(seed.powerOn().state()).isEqualTo(LabTask.State.SUCCESS);
        assertThat(seed.vm.power()).isEqualTo(PowerState.POWERED_ON);
        assertThat(guestFunctions()).isEmpty();
        assertThat(seed.log()).contains(" In(05) vcpu-0 - Guest: EFI ROM version: VMW71.00V.");
        assertThat(seed.eventTypes()).contains("VmPoweredOnEvent");
    }

    @Test
    void givesTheGuestACardWithAllBarsWhereTheWindowFits() {
        seed.prepared("128", FIRST);
        assertThat(seed.powerOn().state()).isEqualTo(LabTask.State.SUCCESS);
        seed.time.pass(Duration.ofMinutes(5));
        assertThat(seed.vm.power()).isEqualTo(PowerState.POWERED_ON);
        assertThat(guestFunctions())
                .singleElement()
                .satisfies(f -> {
                    assertThat(f.address()).hasToString("0000:03:00.0");
                    assertThat(f.barsAssigned()).isTrue();
                    assertThat(f.gpu())
                            .hasValueSatisfying(
                                    g -> assertThat(g.framebufferMibReported()).isEqualTo(46068));
                });
        assertThat(seed.log())
                .contains(
                        "PCIPassthru: Device 0000:41:00.0 barIndex 1 type 3 realaddr 0x",
                        " size 68719476736 flags 12",
                        "PCIPassthru: Device 0000:41:00.0 barIndex 0 type 2 realaddr 0x",
                        " size 16777216 flags 0",
                        "PCIPassthru: successfully created the IOMMU mappings");
    }

    @Test
    void refusesMemoryThatIsNotFullyReserved() {
        seed.toggle(FIRST);
        seed.attach(FIRST);
        seed.window("128");
        var line =
                "Invalid memory setting: memory reservation (sched.mem.min) should be equal to"
                        + " memsize(65536).";
        var task = seed.powerOn();
        assertFailed(task, line);
        assertThat(task.error().orElseThrow().message()).isEqualTo(line);
    }

    @Test
    void failsTheTaskWhereLargeBarsHaveNo64BitMmio() {
        seed.toggle(FIRST);
        seed.attach(FIRST);
        seed.reserveAll();
        var task = seed.powerOn();
        // 64 GiB + 32 MiB + 16 MiB = 16789504 pages, and two more.
        assertFailed(
                task,
                "PCIPassthru: total number of pages needed (16789506) exceeds limit (917504),"
                        + " failing");
        assertThat(task.error().orElseThrow().message())
                .isEqualTo("Module 'DevicePowerOn' power on failed.");
    }

    @Test
    void failsTheTaskWhere64BitMmioIsFalseOnBiosToo() {
        seed.toggle(FIRST);
        seed.attach(FIRST);
        seed.reserveAll();
        seed.firmware(Firmware.BIOS);
        seed.reconfigure(
                VmChange.NONE.withSettings(
                        List.of(new VmChange.Setting("pciPassthru.use64bitMMIO", "FALSE"))));
        assertThat(seed.powerOn().state()).isEqualTo(LabTask.State.ERROR);
    }

    @Test
    void bootsABiosGuestWithLargeBarsUnassigned() {
        seed.prepared("128", FIRST);
        seed.firmware(Firmware.BIOS);
        assertThat(seed.powerOn().state()).isEqualTo(LabTask.State.SUCCESS);
        seed.time.pass(Duration.ofMinutes(5));
        assertThat(seed.vm.power()).isEqualTo(PowerState.POWERED_ON);
        var function = guestFunctions().getFirst();
        assertThat(function.barsAssigned()).isFalse();
        assertThat(function.bars().get(0).base()).isPresent();
        assertThat(function.bars().get(1).base()).isEmpty();
        assertThat(seed.log()).doesNotContain("EFI ROM version");
    }

    @Test
    void fallsOverSecondsAfterTheTaskWhereTheWindowIsTooSmall() {
        seed.prepared("64", FIRST);
        assertThat(seed.powerOn().state()).isEqualTo(LabTask.State.SUCCESS);
        assertThat(seed.vm.power()).isEqualTo(PowerState.POWERED_ON);
        seed.time.pass(Duration.ofSeconds(10));
        assertThat(seed.vm.power()).isEqualTo(PowerState.POWERED_OFF);
        // 64 GiB + 32 MiB of 64-bit BARs.
        var text =
                "The firmware could not allocate 67141632 KB of PCI MMIO. Increase the size of PCI"
                        + " MMIO and try again.";
        assertThat(seed.log()).contains(" In(05) vcpu-0 - " + text);
        assertThat(seed.host.events().all())
                .anySatisfy(e -> {
                    assertThat(e.type()).isEqualTo("VmMessageErrorEvent");
                    assertThat(e.detail()).contains(new LabEvent.Detail.Text(text));
                });
        assertThat(seed.eventTypes()).endsWith("VmMessageErrorEvent", "VmPoweredOffEvent");
    }

    @Test
    void needsTwiceTheWindowForTwoCards() {
        seed.prepared("128", FIRST, SECOND);
        seed.powerOn();
        seed.time.pass(Duration.ofSeconds(10));
        assertThat(seed.vm.power()).isEqualTo(PowerState.POWERED_OFF);
        seed.window("256");
        seed.powerOn();
        seed.time.pass(Duration.ofSeconds(10));
        assertThat(seed.vm.power()).isEqualTo(PowerState.POWERED_ON);
        assertThat(guestFunctions())
                .extracting(f -> f.address().toString())
                .containsExactly("0000:03:00.0", "0000:0b:00.0");
    }

    @Test
    void has32GibWhereOnlyTheSwitchIsSet() {
        seed.prepared("", FIRST);
        seed.powerOn();
        seed.time.pass(Duration.ofSeconds(10));
        assertThat(seed.vm.power()).isEqualTo(PowerState.POWERED_OFF);
    }

    @Test
    void refusesPassthroughBesideNestedVirtualization() {
        seed.prepared("128", FIRST);
        seed.reconfigure(
                VmChange.NONE.withSettings(List.of(new VmChange.Setting("vhv.enable", "TRUE"))));
        assertFailed(
                seed.powerOn(),
                "Virtualization is not supported on a virtual machine with a PCI passthrough"
                        + " device.");
    }

    @Test
    void refusesADeviceWhosePassthroughIsNotActive() {
        seed.attach(FIRST);
        seed.reserveAll();
        seed.window("128");
        assertFailed(seed.powerOn(), "Device 65:0.0 is not a passthrough device");
    }

    @Test
    void refusesADeviceOfAnotherSystemId() {
        seed.prepared("128", FIRST);
        replaceBacking(new VmDevice.Backing("L40S", FIRST, "26b9", "00000000-0000-0000", 0x10de));
        assertFailed(
                seed.powerOn(),
                "The systemId does not match the current system or the deviceId and vendorId do"
                        + " not match the device currently at 0000:41:00.0");
    }

    @Test
    void refusesADeviceIdInDecimal() {
        seed.prepared("128", FIRST);
        replaceBacking(new VmDevice.Backing("L40S", FIRST, "9913", seed.host.systemId(), 0x10de));
        assertThat(seed.powerOn().state()).isEqualTo(LabTask.State.ERROR);
    }

    private void replaceBacking(VmDevice.Backing backing) {
        int key = seed.vm.config().passthroughDevices().getFirst().key();
        seed.reconfigure(
                VmChange.NONE.withDevices(
                        List.of(new VmChange.DeviceChange.EditPassthrough(key, backing))));
    }

    @Test
    void refusesTheSameDeviceTwice() {
        seed.prepared("256", FIRST);
        seed.attach(FIRST);
        assertFailed(
                seed.powerOn(),
                "Device 0000:41:00.0 is already in use by virtual machine 'gpu02'.");
    }

    @Test
    void refusesToStartInMaintenanceMode() {
        seed.done(seed.host.enterMaintenance(Duration.ZERO));
        assertThat(seed.powerOn().error()).containsInstanceOf(Refusal.Reason.InvalidState.class);
    }

    @Test
    void keepsTheOldLogWhenItStartsAgain() {
        seed.powerOn();
        seed.done(seed.vm.powerOff());
        seed.powerOn();
        assertThat(seed.host.datastore().read("gpu02/vmware-1.log")).isPresent();
    }

    @Test
    void keepsTheSixNewestOldLogsUnderRisingNumbers() {
        for (int i = 0; i < 9; i++) {
            seed.powerOn();
            seed.done(seed.vm.powerOff());
        }
        assertThat(seed.host.datastore().list("gpu02").entries())
                .extracting(e -> e.name())
                .filteredOn(name -> name.endsWith(".log"))
                .containsExactly(
                        "vmware-3.log",
                        "vmware-4.log",
                        "vmware-5.log",
                        "vmware-6.log",
                        "vmware-7.log",
                        "vmware-8.log",
                        "vmware.log");
    }

    @Test
    void leavesOutWhatARunningVmHolds() {
        seed.prepared("128", FIRST);
        seed.toggle(SECOND);
        assertThat(seed.host.available()).hasSize(2);
        seed.powerOn();
        assertThat(seed.host.available())
                .extracting(f -> f.address().toString())
                .containsExactly(SECOND);
        assertThat(seed.host.holder(seed.host.available().getFirst().address()))
                .isEqualTo(Optional.empty());
    }
}
