package dev.thruway.domain.plan;

import static dev.thruway.domain.plan.World.SLOT_3;
import static dev.thruway.domain.plan.World.SLOT_5;
import static dev.thruway.domain.plan.World.VM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.domain.condition.Condition;
import dev.thruway.domain.condition.Condition.Status;
import dev.thruway.domain.condition.ConditionId;
import dev.thruway.domain.condition.Target;
import dev.thruway.domain.mmio.MmioKeys;
import dev.thruway.domain.observation.AttachedDevice;
import dev.thruway.domain.observation.VmState.Firmware;
import dev.thruway.domain.observation.VmState.Power;
import dev.thruway.domain.spec.Vm.SecureBoot;
import dev.thruway.domain.text.Phrase;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class VmConditionsTest {

    private static final Phrase CAUSE = Phrase.of("unread.timed-out");

    private static final List<ConditionId> OF_VM =
            List.of(
                    ConditionId.VM_PCI_DEVICE,
                    ConditionId.VM_MEMORY_RESERVED,
                    ConditionId.VM_FIRMWARE_EFI,
                    ConditionId.VM_SECURE_BOOT,
                    ConditionId.VM_MMIO_WINDOW,
                    ConditionId.VM_POWERED_ON);

    private static void expect(World world, ConditionId id, Status status, String reason) {
        var condition = world.condition(id);
        assertThat(condition.status()).as("%s", condition).isEqualTo(status);
        assertThat(condition.reason()).isEqualTo(reason);
        assertThat(condition.target()).isEqualTo(Target.vm(VM));
    }

    private static World with(Consumer<VmDraft> change) {
        return World.finished().vm(change);
    }

    @Test
    void allHoldInTheFinishedWorld() {
        var world = World.finished();
        assertThat(world.plan().conditions()).allMatch(Condition::holds);
        assertThat(world.plan().allHold()).isTrue();
    }

    @Test
    void areUnknownWhereTheVmCouldNotBeRead() {
        var world = with(vm -> vm.unread = Optional.of(CAUSE));
        OF_VM.forEach(id -> expect(world, id, Status.UNKNOWN, "timed-out"));
    }

    @Test
    void areFalseWhereThereIsNoSuchVm() {
        var world = with(vm -> vm.exists = false);
        OF_VM.forEach(id -> expect(world, id, Status.FALSE, "vm-not-found"));
    }

    @Test
    void whatDependsOnTheHostsCardsIsUnknownWhereTheHostCouldNotBeRead() {
        var world = World.finished().server(s -> s.hostUnread = Optional.of(CAUSE));
        expect(world, ConditionId.VM_PCI_DEVICE, Status.UNKNOWN, "timed-out");
        expect(world, ConditionId.VM_MMIO_WINDOW, Status.UNKNOWN, "timed-out");
        expect(world, ConditionId.VM_MEMORY_RESERVED, Status.TRUE, "memory-reserved");
        world.vm(vm -> vm.devices.clear());
        expect(world, ConditionId.VM_MMIO_WINDOW, Status.UNKNOWN, "timed-out");
    }

    @Test
    void deviceIsMissing() {
        expect(
                with(vm -> vm.devices.clear()),
                ConditionId.VM_PCI_DEVICE,
                Status.FALSE,
                "device-missing");
    }

    @Test
    void noCardWasFoundForTheVm() {
        expect(
                with(vm -> vm.wants("T4", 1)),
                ConditionId.VM_PCI_DEVICE,
                Status.FALSE,
                "no-card-for-vm");
    }

    @Test
    void deviceOfAnotherHostIsStale() {
        expect(
                World.finished().server(s -> s.uuid = "another-host"),
                ConditionId.VM_PCI_DEVICE,
                Status.FALSE,
                "device-stale");
    }

    @Test
    void deviceOfAnotherProductIsStale() {
        var world = World.finished();
        world.vm(vm -> {
            vm.devices.clear();
            vm.hold(
                    world.server(World.SERVER).card(SLOT_3).address,
                    TestKnowledge.L4,
                    world.server(World.SERVER).uuid);
        });
        expect(world, ConditionId.VM_PCI_DEVICE, Status.FALSE, "device-stale");
    }

    @ParameterizedTest
    @EnumSource(AttachedDevice.Kind.class)
    void onlyAFixedDeviceWillDo(AttachedDevice.Kind kind) {
        var world = World.finished();
        world.vm(vm ->
                vm.devices.replaceAll(d ->
                        new AttachedDevice(
                                d.key(),
                                kind,
                                d.address(),
                                d.vendorId(),
                                d.deviceId(),
                                d.systemId(),
                                d.name())));
        boolean fixed = kind == AttachedDevice.Kind.FIXED;
        expect(
                world,
                ConditionId.VM_PCI_DEVICE,
                fixed ? Status.TRUE : Status.FALSE,
                fixed ? "device-attached" : "device-stale");
    }

    @Test
    void aDeviceThatTheFileDoesNotNameIsReported() {
        var world = World.finished().holding(VM, SLOT_5);
        expect(world, ConditionId.VM_PCI_DEVICE, Status.FALSE, "device-not-in-file");
    }

    @ParameterizedTest
    @CsvSource({
        "65536, true, TRUE",
        "65536, false, FALSE",
        "65535, true, FALSE",
        "0, false, FALSE",
        "0, true, FALSE",
        "65537, true, TRUE"
    })
    void memoryIsReservedWhereAllOfItIsAndStaysSo(long reserved, boolean locked, Status status) {
        expect(
                with(vm -> {
                    vm.reservation = reserved;
                    vm.locked = locked;
                }),
                ConditionId.VM_MEMORY_RESERVED,
                status,
                status == Status.TRUE ? "memory-reserved" : "memory-not-reserved");
    }

    @ParameterizedTest
    @EnumSource(Firmware.class)
    void firmwareHasToBeEfi(Firmware firmware) {
        boolean efi = firmware == Firmware.EFI;
        expect(
                with(vm -> vm.firmware = firmware),
                ConditionId.VM_FIRMWARE_EFI,
                efi ? Status.TRUE : Status.FALSE,
                efi ? "firmware-efi" : "firmware-bios");
    }

    @ParameterizedTest
    @CsvSource({
        "LEFT_ALONE, true, TRUE, secure-boot-not-asked",
        "LEFT_ALONE, false, TRUE, secure-boot-not-asked",
        "LEFT_ALONE, , TRUE, secure-boot-not-asked",
        "ON, true, TRUE, secure-boot-on",
        "ON, false, FALSE, secure-boot-is-off",
        "ON, , FALSE, secure-boot-is-off",
        "OFF, true, FALSE, secure-boot-is-on",
        "OFF, false, TRUE, secure-boot-off",
        "OFF, , TRUE, secure-boot-off"
    })
    void secureBootIsAsWanted(SecureBoot wish, Boolean is, Status status, String reason) {
        expect(
                with(vm -> {
                    vm.secureBootWish = wish;
                    vm.secureBoot = Optional.ofNullable(is);
                }),
                ConditionId.VM_SECURE_BOOT,
                status,
                reason);
    }

    @ParameterizedTest
    @CsvSource({
        "TRUE, 128, TRUE, window-fits",
        "true, 128, TRUE, window-fits",
        "TRUE, 256, TRUE, window-fits",
        "TRUE, 64, FALSE, window-small",
        "TRUE, 127, FALSE, window-small",
        "TRUE, , FALSE, window-absent",
        "FALSE, 128, FALSE, window-absent",
        ", 128, FALSE, window-absent",
        ", , FALSE, window-absent",
        "TRUE, lots, FALSE, window-absent",
        "TRUE, 99999999999, FALSE, window-absent"
    })
    void windowHasToHoldAnL40s(String open, String size, Status status, String reason) {
        expect(
                with(vm -> {
                    vm.extra.clear();
                    Optional.ofNullable(open)
                            .ifPresent(v -> vm.extra.put(MmioKeys.USE_64BIT_MMIO, v));
                    Optional.ofNullable(size).ifPresent(v -> vm.extra.put(MmioKeys.SIZE_GB, v));
                }),
                ConditionId.VM_MMIO_WINDOW,
                status,
                reason);
    }

    @Test
    void windowCountsDevicesThatTheFileDoesNotName() {
        expect(
                World.finished().holding(VM, SLOT_5),
                ConditionId.VM_MMIO_WINDOW,
                Status.FALSE,
                "window-small");
    }

    @Test
    void windowIsNotNeededForAT4() {
        var world = World.bare().card(SLOT_3, c -> c.ids = TestKnowledge.T4);
        world.vm(vm -> vm.wants("T4", 1));
        expect(world, ConditionId.VM_MMIO_WINDOW, Status.TRUE, "window-not-needed");
    }

    @Test
    void windowOfACardOfNoCatalogIsNotGuessed() {
        var world = World.bare().card(SLOT_3, c -> c.ids = TestKnowledge.STRANGER);
        world.vm(vm -> vm.wantsAt(SLOT_3));
        expect(world, ConditionId.VM_MMIO_WINDOW, Status.FALSE, "window-unknown");
    }

    @ParameterizedTest
    @EnumSource(Power.class)
    void powerHasToBeOn(Power power) {
        var reason =
                switch (power) {
                    case ON -> "vm-on";
                    case OFF -> "vm-off";
                    case SUSPENDED -> "vm-suspended";
                };
        expect(
                with(vm -> vm.power = power),
                ConditionId.VM_POWERED_ON,
                power == Power.ON ? Status.TRUE : Status.FALSE,
                reason);
    }

    @ParameterizedTest
    @EnumSource(Power.class)
    void aVmThatWaitsForAnAnswerIsNotReady(Power power) {
        expect(
                with(vm -> {
                    vm.power = power;
                    vm.question = Optional.of("I copied it?");
                }),
                ConditionId.VM_POWERED_ON,
                Status.FALSE,
                "vm-asks");
    }

    @ParameterizedTest
    @CsvSource({
        "true, true, TRUE",
        "true, false, TRUE",
        "false, true, TRUE",
        "false, false, UNKNOWN"
    })
    void isOnWhereToolsOrTheGuestAnswer(boolean tools, boolean guest, Status status) {
        expect(
                with(vm -> {
                    vm.toolsRunning = tools;
                    vm.guest.unread = guest ? Optional.empty() : Optional.of(CAUSE);
                }),
                ConditionId.VM_POWERED_ON,
                status,
                status == Status.TRUE ? "vm-on" : "timed-out");
    }

    @Test
    void withoutAGuestInTheFilePowerIsEnough() {
        var world =
                with(vm -> {
                    vm.driver = Optional.empty();
                    vm.toolsRunning = false;
                    vm.guest.unread = Optional.of(CAUSE);
                });
        expect(world, ConditionId.VM_POWERED_ON, Status.TRUE, "vm-on");
        assertThat(world.plan().conditions().getLast().id()).isEqualTo(ConditionId.VM_POWERED_ON);
        assertThat(world.plan().allHold()).isTrue();
    }
}
