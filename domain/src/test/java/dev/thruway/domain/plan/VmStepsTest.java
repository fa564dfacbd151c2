package dev.thruway.domain.plan;

import static dev.thruway.domain.plan.World.SERVER;
import static dev.thruway.domain.plan.World.SLOT_3;
import static dev.thruway.domain.plan.World.SLOT_5;
import static dev.thruway.domain.plan.World.VM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.domain.condition.Target;
import dev.thruway.domain.mmio.MmioKeys;
import dev.thruway.domain.observation.AgreedCard;
import dev.thruway.domain.observation.AttachedDevice;
import dev.thruway.domain.observation.Observed;
import dev.thruway.domain.observation.PassthroughState;
import dev.thruway.domain.observation.VirtualHardware;
import dev.thruway.domain.observation.VmBefore;
import dev.thruway.domain.observation.VmState.Firmware;
import dev.thruway.domain.observation.VmState.Power;
import dev.thruway.domain.pci.PciAddress;
import dev.thruway.domain.spec.Vm.FirmwareConversion;
import dev.thruway.domain.spec.Vm.SecureBoot;
import dev.thruway.domain.text.Phrase;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class VmStepsTest {

    /// The finished world without a guest: only the VM's configuration and power matter.
    private static World finished() {
        return World.finished().vm(vm -> vm.driver = Optional.empty());
    }

    private static List<Step> steps(World world) {
        return world.plan().steps().stream().filter(s -> s.target().equals(Target.vm(VM))).toList();
    }

    private static List<String> codes(World world) {
        return steps(world).stream().map(s -> s.action().code()).toList();
    }

    private static Step step(World world, String code) {
        return steps(world).stream()
                .filter(s -> s.action().code().equals(code))
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, String> keys(World world) {
        var keys = new TreeMap<String, String>();
        for (var step : steps(world)) {
            if (step.action() instanceof Action.SetExtraConfig(var key, var value)) {
                keys.put(key, value);
            }
        }
        return keys;
    }

    @Test
    void nothingIsPlannedWhereEverythingHolds() {
        assertThat(finished().plan().steps()).isEmpty();
        assertThat(finished().plan().consequences()).isEmpty();
    }

    @Test
    void aVmThatIsOffIsPoweredOnAndNothingElse() {
        var world = finished().vm(vm -> vm.power = Power.OFF);
        assertThat(codes(world)).containsExactly("power-on-vm");
        assertThat(step(world, "power-on-vm").reason()).isEqualTo("vm-off");
    }

    @Test
    void aRunningVmIsShutDownBeforeItsFirstChangeAndStartedAfterItsLast() {
        var world = finished().vm(vm -> vm.locked = false);
        assertThat(codes(world))
                .containsExactly(
                        "note-vm", "shut-down-vm", "set-memory-reservation", "power-on-vm");
        assertThat(step(world, "power-on-vm").reason()).isEqualTo("vm-on-again");
    }

    @Test
    void aShutdownIsAskedForByNameAndSaysWhoIsInterrupted() {
        var step = step(finished().vm(vm -> vm.locked = false), "shut-down-vm");
        assertThat(step.approval()).isEqualTo(Approval.VM_POWER_OFF);
        assertThat(step.reason()).isEqualTo("memory-not-reserved");
        assertThat(step.interrupts())
                .singleElement()
                .satisfies(i -> assertThat(i.kind()).isEqualTo(Interrupt.Kind.VM))
                .satisfies(i -> assertThat(i.name()).isEqualTo(VM));
    }

    @Test
    void aVmThatIsOffInterruptsNobody() {
        assertThat(steps(World.seed().vm(vm -> vm.driver = Optional.empty())))
                .allSatisfy(s -> assertThat(s.interrupts()).isEmpty())
                .allSatisfy(s -> assertThat(s.approval()).isEqualTo(Approval.PLAN));
    }

    @Test
    void theMissingCardIsAttachedWithTheHostsIdentity() {
        var step = step(World.seed(), "attach-device");
        assertThat(step.action())
                .isEqualTo(
                        new Action.AttachDevice(
                                PciAddress.parse(SLOT_3),
                                TestKnowledge.L40S,
                                "65f0c1a2-7d3e-9b14-88aa-5cba2c0f0385",
                                "L40S"));
        assertThat(step.before()).isEmpty();
        assertThat(step.after()).contains("L40S, PCI-E Slot 3, 1320000000001");
    }

    @Test
    void aStaleDeviceIsTakenOutBeforeItsCardIsAttachedAgain() {
        var world = finished().server(s -> s.uuid = "another-host");
        assertThat(codes(world))
                .containsExactly(
                        "note-vm", "shut-down-vm", "detach-device", "attach-device", "power-on-vm");
        assertThat(step(world, "detach-device").action())
                .isEqualTo(new Action.DetachDevice(13_000, "NVIDIA GPU"));
        assertThat(((Action.AttachDevice) step(world, "attach-device").action()).systemId())
                .isEqualTo("another-host");
    }

    @Test
    void aDeviceThatTheFileDoesNotNameIsNeverTakenAway() {
        var world = finished().holding(VM, SLOT_5).vm(vm -> vm.window(256));
        assertThat(steps(world)).isEmpty();
    }

    @Test
    void memoryIsReservedAndLocked() {
        var step = step(World.seed(), "set-memory-reservation");
        assertThat(step.action()).isEqualTo(new Action.SetMemoryReservation(65_536, true));
        assertThat(step.path()).isEqualTo("config.memoryReservationLockedToMax");
        assertThat(step.before()).contains("false");
        assertThat(step.after()).contains("true");
    }

    @Test
    void aLockThatDoesNotReserveEverythingIsShownByWhatIsReserved() {
        var step = step(finished().vm(vm -> vm.reservation = 1024), "set-memory-reservation");
        assertThat(step.path()).isEqualTo("config.memoryAllocation.reservation");
        assertThat(step.before()).contains("1024");
        assertThat(step.after()).contains("65536");
    }

    @ParameterizedTest
    @EnumSource(FirmwareConversion.class)
    void aBiosGuestIsConvertedOnlyWhereTheFileSaysSo(FirmwareConversion conversion) {
        var world =
                finished()
                        .vm(vm -> {
                            vm.firmware = Firmware.BIOS;
                            vm.conversion = conversion;
                        });
        switch (conversion) {
            case NEVER -> {
                assertThat(world.blockers()).containsExactly("bios-guest");
                assertThat(world.plan().steps()).isEmpty();
            }
            case ALLOWED -> {
                assertThat(step(world, "set-firmware").action())
                        .isEqualTo(new Action.SetFirmware(Firmware.EFI));
                assertThat(step(world, "set-firmware").before()).contains("bios");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "LEFT_ALONE, true, ",
        "LEFT_ALONE, false, ",
        "ON, true, ",
        "ON, false, ON",
        "OFF, true, OFF",
        "OFF, false, "
    })
    void secureBootIsSetOnlyWhereItIsNotAsWanted(
            SecureBoot wish, boolean is, Action.SetSecureBoot.Wanted set) {
        var world =
                finished()
                        .vm(vm -> {
                            vm.secureBootWish = wish;
                            vm.secureBoot = Optional.of(is);
                        });
        var actions =
                steps(world).stream()
                        .map(Step::action)
                        .filter(Action.SetSecureBoot.class::isInstance)
                        .toList();
        assertThat(actions)
                .isEqualTo(
                        Optional.ofNullable(set).map(Action.SetSecureBoot::new).stream().toList());
    }

    @Test
    void oneL40sNeeds128Gib() {
        assertThat(keys(World.seed()))
                .isEqualTo(Map.of(MmioKeys.USE_64BIT_MMIO, "TRUE", MmioKeys.SIZE_GB, "128"));
    }

    @Test
    void twoL40sNeed256Gib() {
        assertThat(keys(World.seed().vm(vm -> vm.wants("L40S", 1))))
                .isEqualTo(Map.of(MmioKeys.USE_64BIT_MMIO, "TRUE", MmioKeys.SIZE_GB, "256"));
    }

    @Test
    void anL4BesideAnL40sNeeds128Gib() {
        var world =
                World.seed()
                        .card(SLOT_5, c -> c.ids = TestKnowledge.L4)
                        .vm(vm -> vm.wants("L4", 1));
        assertThat(keys(world)).containsEntry(MmioKeys.SIZE_GB, "128");
    }

    @Test
    void aT4NeedsNoKeys() {
        var world = World.bare().card(SLOT_3, c -> c.ids = TestKnowledge.T4);
        world.vm(vm -> vm.wants("T4", 1));
        assertThat(keys(world)).isEmpty();
        assertThat(world.blockers()).isEmpty();
    }

    @Test
    void theWindowHoldsDevicesThatTheFileDoesNotName() {
        assertThat(keys(finished().holding(VM, SLOT_5))).isEqualTo(Map.of(MmioKeys.SIZE_GB, "256"));
    }

    @Test
    void onlyTheKeyThatIsWrongIsSet() {
        var world = finished().vm(vm -> vm.extra.put(MmioKeys.SIZE_GB, "64"));
        assertThat(keys(world)).isEqualTo(Map.of(MmioKeys.SIZE_GB, "128"));
        var step = step(world, "set-extra-config");
        assertThat(step.path()).isEqualTo("config.extraConfig[pciPassthru.64bitMMIOSizeGB]");
        assertThat(step.before()).contains("64");
        assertThat(step.after()).contains("128");
    }

    @Test
    void aWindowThatIsLargerThanNeededIsLeftAlone() {
        assertThat(steps(finished().vm(vm -> vm.window(1024)))).isEmpty();
    }

    @Test
    void aWindowForACardOfNoCatalogIsRefusedAndNotGuessed() {
        var world = World.bare().card(SLOT_3, c -> c.ids = TestKnowledge.STRANGER);
        world.vm(vm -> vm.wantsAt(SLOT_3));
        assertThat(world.blockers()).containsExactly("window-unknown");
        assertThat(world.plan().steps()).isEmpty();
    }

    @Test
    void howTheVmWasIsNotedWithItsFirstChange() {
        var world =
                World.seed()
                        .vm(vm -> {
                            vm.power = Power.ON;
                            vm.reservation = 4096;
                            vm.extra.put(MmioKeys.SIZE_GB, "64");
                            vm.extra.put("other.key", "x");
                        });
        assertThat(step(world, "note-vm").action())
                .isEqualTo(
                        new Action.NoteVm(
                                new VmBefore(
                                        Power.ON,
                                        Firmware.EFI,
                                        Optional.of(false),
                                        4096,
                                        false,
                                        new TreeMap<>(Map.of(MmioKeys.SIZE_GB, "64")),
                                        List.of(),
                                        true,
                                        VM),
                                world.assigned().of(VM).stream().map(Card::identity).toList(),
                                List.of()));
    }

    @Test
    void devicesThatTheVmHeldBeforeAreNoted() {
        var world = finished().vm(vm -> vm.locked = false);
        var note = (Action.NoteVm) step(world, "note-vm").action();
        assertThat(note.before().deviceAddresses()).containsExactly(SLOT_3);
        assertThat(note.before().guestTouched()).isFalse();
    }

    @Test
    void aVmThatTheInventoryCallsOtherwiseIsPlannedForAndItsNewNameSaid() {
        var world = finished().vm(vm -> vm.inventoryName = Optional.of("gpu77"));
        assertThat(world.plan().steps()).isEmpty();
        assertThat(world.plan().consequences())
                .extracting(Consequence::message)
                .containsExactly(Phrase.of("consequence.renamed", "vm", VM, "now", "gpu77"));
    }

    @Test
    void whatWasNotedFirstStays() {
        var world = World.seed();
        var first = (Action.NoteVm) step(world, "note-vm").action();
        world.vm(vm -> {
            vm.before = Optional.of(first.before());
            vm.agreed = first.agreed();
            vm.lockMemory();
        });
        assertThat(codes(world)).doesNotContain("note-vm").contains("attach-device");
        world.vm(vm -> vm.wants("L40S", 1));
        var second = (Action.NoteVm) step(world, "note-vm").action();
        assertThat(second.before()).isEqualTo(first.before());
        assertThat(second.agreed()).hasSize(2).containsAll(first.agreed());
    }

    /// The file named no guest when the VM was noted, or an undo that was cut off restored it.
    @Test
    void aGuestThatIsChangedLaterIsNotedInItsVm() {
        var world = World.finished();
        world.vm(vm -> {
            vm.before = Optional.of(noted(false));
            vm.agreed = world.assigned().of(VM).stream().map(Card::identity).toList();
        });
        assertThat(world.plan().steps()).isEmpty();
        world.vm(vm -> vm.guest.nouveauLoadable = true);
        assertThat(codes(world)).startsWith("note-vm").contains("blacklist-nouveau");
        assertThat(((Action.NoteVm) step(world, "note-vm").action()).before())
                .isEqualTo(noted(true));

        world.vm(vm -> vm.before = Optional.of(noted(true)));
        assertThat(codes(world)).doesNotContain("note-vm").contains("blacklist-nouveau");
    }

    private static VmBefore noted(boolean guestTouched) {
        return new VmBefore(
                Power.OFF,
                Firmware.EFI,
                Optional.of(true),
                0,
                false,
                new TreeMap<>(),
                List.of(),
                guestTouched);
    }

    @Test
    void aCardThatTheFileNoLongerNamesStaysAgreedOnWhileTheVmHoldsIt() {
        var world = World.seed().vm(vm -> vm.wants("L40S", 1));
        var first = (Action.NoteVm) step(world, "note-vm").action();
        world.holding(VM, SLOT_3)
                .holding(VM, SLOT_5)
                .vm(vm -> {
                    vm.gpus.clear();
                    vm.wantsAt(SLOT_3);
                    vm.before = Optional.of(first.before());
                    vm.agreed = first.agreed();
                });
        assertThat(codes(world)).contains("set-memory-reservation").doesNotContain("note-vm");
        world.vm(vm -> vm.devices.removeLast());
        assertThat(((Action.NoteVm) step(world, "note-vm").action()).agreed())
                .extracting(AgreedCard::address)
                .containsExactly(PciAddress.parse(SLOT_3));
    }

    @Test
    void nothingIsTouchedWhereAnotherProductSitsAtTheAddressOfAnAgreedCard() {
        var world = finished();
        world.vm(vm -> vm.agreed = world.assigned().of(VM).stream().map(Card::identity).toList());
        assertThat(world.blockers()).isEmpty();
        world.card(SLOT_3, c -> c.ids = TestKnowledge.L4);
        assertThat(world.blockers()).containsExactly("card-changed");
        assertThat(world.plan().steps()).isEmpty();
        assertThat(world.plan().blockers().getFirst().cause().args())
                .containsEntry("agreed", TestKnowledge.L40S + ", PCI-E Slot 3, 1320000000001")
                .containsEntry("found", TestKnowledge.L4 + ", PCI-E Slot 3, 1320000000001 L4");
    }

    @ParameterizedTest
    @EnumSource(Power.class)
    void aSuspendedVmAndOneThatAsksAreLeftAlone(Power power) {
        var world =
                World.seed()
                        .vm(vm -> {
                            vm.power = power;
                            vm.driver = Optional.empty();
                        });
        boolean suspended = power == Power.SUSPENDED;
        assertThat(world.blockers()).isEqualTo(suspended ? List.of("vm-suspended") : List.of());
        assertThat(codes(world).contains("shut-down-vm")).isEqualTo(power == Power.ON);
        world.vm(vm -> vm.question = Optional.of("I copied it?"));
        assertThat(world.blockers()).contains("vm-asks");
        assertThat(world.plan().steps()).isEmpty();
    }

    @Test
    void nothingIsPlannedFromAVmThatCouldNotBeRead() {
        var cause = Phrase.of("unread.timed-out");
        var world = World.seed().vm(vm -> vm.unread = Optional.of(cause));
        assertThat(world.blockers()).containsExactly("vm-unread");
        assertThat(world.plan().steps()).isEmpty();
        assertThat(world.plan().blockers().getFirst().cause().parts())
                .containsEntry("cause", cause);
    }

    @Test
    void aVmThatDoesNotExistIsRefused() {
        var world = World.seed().vm(vm -> vm.exists = false);
        assertThat(world.blockers()).containsExactly("vm-not-found");
        assertThat(world.plan().steps()).isEmpty();
    }

    @Test
    void everyStepHasAPathAndAnIdOfItsOwn() {
        var world =
                World.seed()
                        .vm(vm -> {
                            vm.wants("L40S", 1);
                            vm.firmware = Firmware.BIOS;
                            vm.conversion = FirmwareConversion.ALLOWED;
                            vm.secureBootWish = SecureBoot.ON;
                        });
        var plan = world.plan();
        assertThat(plan.steps()).extracting(Step::id).doesNotHaveDuplicates();
        assertThat(plan.steps()).extracting(Step::path).doesNotHaveDuplicates();
        assertThat(World.codes(plan))
                .contains("set-firmware", "set-secure-boot", "set-memory-reservation", "note-vm");
    }

    @Test
    void whatPassthroughCostsIsSaidWhereACardIsAttached() {
        assertThat(World.seed().plan().consequences())
                .extracting(c -> c.message().key())
                .containsExactly(
                        "consequence.vmotion",
                        "consequence.ha",
                        "consequence.snapshots",
                        "consequence.overcommit");
        assertThat(finished().vm(vm -> vm.locked = false).plan().consequences()).isEmpty();
    }

    @Test
    void aDeviceWithoutAnAddressIsReportedAndItsWindowNotGuessed() {
        var world =
                finished()
                        .vm(vm -> vm.extra.remove(MmioKeys.USE_64BIT_MMIO))
                        .vm(vm ->
                                vm.devices.add(
                                        new AttachedDevice(
                                                14_000,
                                                AttachedDevice.Kind.VGPU,
                                                Optional.empty(),
                                                0,
                                                0,
                                                "",
                                                "grid_l40s-48q")));
        assertThat(world.blockers()).containsExactly("window-unknown");
        assertThat(world.assigned().on(SERVER)).hasSize(2);
        assertThat(world.server(SERVER).card(SLOT_3).state()).isEqualTo(PassthroughState.ACTIVE);
    }

    private static World oldHardware(Consumer<VmDraft> change) {
        return finished()
                .vm(vm -> {
                    vm.hardware = 11;
                    vm.secureBootWish = SecureBoot.ON;
                    change.accept(vm);
                });
    }

    @Test
    void oldHardwareIsUpgradedBeforeWhatNeedsItAndNoFurtherThanThat() {
        var world = oldHardware(vm -> {});
        assertThat(codes(world))
                .containsExactly(
                        "note-vm",
                        "shut-down-vm",
                        "upgrade-hardware",
                        "set-secure-boot",
                        "power-on-vm");
        var step = step(world, "upgrade-hardware");
        assertThat(step.action()).isEqualTo(new Action.UpgradeHardware(13));
        assertThat(step.path()).isEqualTo("config.version");
        assertThat(step.before()).contains("vmx-11");
        assertThat(step.after()).contains("vmx-13");
        assertThat(step.reversal()).isEqualTo(Step.Reversal.IRREVERSIBLE);
        assertThat(step.why().args())
                .containsEntry("is", "vmx-11")
                .containsEntry("needed", "vmx-13");
    }

    @Test
    void theOldestHardwareThatTheHostOffersIsTaken() {
        var world = oldHardware(vm -> vm.offered = Observed.of(List.of(21, 11, 19)));
        assertThat(step(world, "upgrade-hardware").action())
                .isEqualTo(new Action.UpgradeHardware(19));
    }

    @Test
    void hardwareThatSufficesIsLeftAlone() {
        var world = oldHardware(vm -> vm.secureBootWish = SecureBoot.LEFT_ALONE);
        assertThat(codes(world)).isEmpty();
    }

    @Test
    void hardwareIsNotUpgradedUnderSnapshots() {
        var world = oldHardware(vm -> vm.snapshots = VirtualHardware.Snapshots.SOME);
        assertThat(world.blockers()).containsExactly("hardware-snapshots");
        assertThat(codes(world)).isEmpty();
    }

    @Test
    void hardwareOfAVmThatAnotherProductManagesIsNotUpgraded() {
        var world = oldHardware(vm -> vm.managedBy = Optional.of("com.vmware.vim.eam"));
        assertThat(world.blockers()).containsExactly("hardware-managed");
        assertThat(world.plan().blockers().getFirst().cause().args())
                .containsEntry("by", "com.vmware.vim.eam");
    }

    @Test
    void hardwareThatTheHostDoesNotOfferIsRefused() {
        var world = oldHardware(vm -> vm.offered = Observed.of(List.of(10, 11)));
        assertThat(world.blockers()).containsExactly("hardware-not-offered");
    }

    @Test
    void nothingIsUpgradedWhereTheOfferIsNotKnown() {
        var world = oldHardware(vm -> vm.offered = Observed.unknown(Phrase.of("test.unread")));
        assertThat(world.blockers()).containsExactly("hardware-offer-unread");
    }

    @Test
    void moreDevicesThanTheReleaseAllowsAreRefused() {
        var world = finished().vm(vm -> vm.wants("L40S", 128));
        assertThat(world.blockers()).contains("too-many-devices");
    }

    @ParameterizedTest
    @CsvSource({"16, 0", "17, 20", "64, 20", "65, 21", "128, 21"})
    void manyDevicesNeedNewHardware(int devices, int version) {
        var vm = finished().vm(v -> v.hardware = 13).vm();
        assertThat(HardwareNeed.unmet(vm.spec(), vm.state(), devices).map(HardwareNeed::version))
                .isEqualTo(Optional.of(version).filter(v -> v > 0));
    }
}
