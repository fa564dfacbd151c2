package dev.thruway.domain.plan;

import static dev.thruway.domain.plan.World.SERVER;
import static dev.thruway.domain.plan.World.SLOT_3;
import static dev.thruway.domain.plan.World.SLOT_5;
import static dev.thruway.domain.plan.World.VM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.domain.condition.Target;
import dev.thruway.domain.mmio.MmioKeys;
import dev.thruway.domain.observation.GuestObservation.GuestBefore;
import dev.thruway.domain.observation.HostBefore;
import dev.thruway.domain.observation.HostPending;
import dev.thruway.domain.observation.HostUse;
import dev.thruway.domain.observation.Observed;
import dev.thruway.domain.observation.PassthroughState;
import dev.thruway.domain.observation.VmBefore;
import dev.thruway.domain.observation.VmState.Firmware;
import dev.thruway.domain.observation.VmState.Power;
import dev.thruway.domain.pci.PciAddress;
import dev.thruway.domain.pci.PciIds;
import dev.thruway.domain.text.Phrase;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class UndoPlannerTest {

    private static final Phrase CAUSE = Phrase.of("unread.timed-out");
    private static final PciAddress AT_3 = PciAddress.parse(SLOT_3);
    private static final PciAddress AT_5 = PciAddress.parse(SLOT_5);

    private static VmBefore before(Power power, boolean guestTouched) {
        return new VmBefore(
                power,
                Firmware.EFI,
                Optional.of(false),
                0,
                false,
                new TreeMap<>(),
                List.of(),
                guestTouched);
    }

    /// The finished world, with the notes of the run that made it, which found the VM off.
    private static World applied() {
        var world = World.finished();
        world.server(s ->
                s.before =
                        Observed.of(
                                Optional.of(
                                        HostBefore.NOTHING.with(AT_3, false, TestKnowledge.L40S))));
        world.vm(vm -> {
            vm.before = Optional.of(before(Power.OFF, true));
            vm.agreed = world.assigned().of(VM).stream().map(Card::identity).toList();
            vm.guest.before =
                    Optional.of(new GuestBefore(List.of("nvidia-driver"), List.of("thruway")));
        });
        return world;
    }

    private static World applied(Power before) {
        return applied().vm(vm -> vm.before = Optional.of(before(before, true)));
    }

    private static List<String> codes(World world) {
        assertThat(world.undo().blockers()).isEmpty();
        return World.codes(world.undo());
    }

    private static List<String> codes(World world, Target... targets) {
        var plan = world.undo(List.of(targets)::contains);
        assertThat(plan.blockers()).isEmpty();
        return World.codes(plan);
    }

    private static List<String> blockers(World world) {
        assertThat(world.undo().steps()).isEmpty();
        return world.undo().blockers().stream().map(Blocker::code).toList();
    }

    @Test
    void nothingIsRestoredThatWasNotNoted() {
        assertThat(codes(World.finished())).isEmpty();
        assertThat(codes(World.seed())).isEmpty();
    }

    @Test
    void theGuestComesFirstThenTheVmThenTheHost() {
        assertThat(codes(applied()))
                .containsExactly(
                        "restore-guest",
                        "shut-down-vm",
                        "detach-device",
                        "set-memory-reservation",
                        "set-extra-config",
                        "set-extra-config",
                        "note-guest-restored",
                        "disable-passthrough",
                        "forget-host",
                        "forget-vm");
    }

    /// Both notes would be one task.
    @Test
    void thatTheGuestIsRestoredIsNotNotedWhereAllNotesGoNext() {
        var world = applied().server(s -> s.before = Observed.of(Optional.empty()));
        assertThat(codes(world)).doesNotContain("note-guest-restored").endsWith("forget-vm");
        world.vm(vm -> vm.before = Optional.of(before(Power.ON, true)));
        assertThat(codes(world)).endsWith("note-guest-restored", "power-on-vm", "forget-vm");
    }

    private static World restoredButTheGuest(Power power, boolean guestTouched) {
        return applied()
                .vm(vm -> {
                    vm.before = Optional.of(before(Power.OFF, guestTouched));
                    vm.devices.clear();
                    vm.locked = false;
                    vm.reservation = 0;
                    vm.extra.clear();
                    vm.power = power;
                });
    }

    /// As after a run that took a moved card away, which was all that the VM had got, and was cut
    /// off before it started the VM.
    @Test
    void aVmThatDiffersInNothingIsStillStartedToRestoreItsGuest() {
        assertThat(codes(restoredButTheGuest(Power.OFF, true)))
                .startsWith("power-on-vm", "restore-guest", "shut-down-vm", "note-guest-restored");
    }

    @Test
    void aVmWhoseGuestIsNotedAsRestoredIsNotStartedForIt() {
        assertThat(codes(restoredButTheGuest(Power.OFF, false)))
                .containsExactly("disable-passthrough", "forget-host", "forget-vm");
    }

    @Test
    void aGuestThatNotedSomethingIsRestoredWhateverItsVmSays() {
        assertThat(codes(restoredButTheGuest(Power.ON, false)))
                .startsWith("restore-guest", "shut-down-vm")
                .doesNotContain("note-guest-restored");
    }

    @Test
    void aVmThatWasOnIsStartedAgain() {
        assertThat(codes(applied(Power.ON)))
                .containsSubsequence("power-on-vm", "disable-passthrough", "forget-vm");
    }

    @Test
    void aVmThatIsOffIsStartedToRestoreItsGuest() {
        var world = applied().vm(vm -> vm.power = Power.OFF);
        assertThat(codes(world))
                .startsWith("power-on-vm", "restore-guest", "shut-down-vm", "detach-device")
                .endsWith("disable-passthrough", "forget-host", "forget-vm");
        assertThat(world.undo().steps()).extracting(Step::id).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({"1320000000009, true", "1320000000001, false"})
    void aVmIsNotStartedWithAnotherCardThanTheAgreedOne(String serial, boolean first) {
        var world = applied().vm(vm -> vm.power = Power.OFF);
        world.card(SLOT_3, c -> c.serial = Optional.of(serial));
        assertThat(codes(world))
                .startsWith(
                        first
                                ? new String[] {"detach-device", "power-on-vm", "restore-guest"}
                                : new String[] {"power-on-vm", "restore-guest", "shut-down-vm"})
                .containsOnlyOnce("detach-device");
    }

    @Test
    void aNoteIsNotForgottenWhereTheHostLivesOnWhatCameToItsAddress() {
        var other = new PciIds(PciIds.NVIDIA, 0x20B5, PciIds.NVIDIA, 0x1533);
        var world = applied();
        world.server(s -> {
            s.before = Observed.of(Optional.of(HostBefore.NOTHING.with(AT_3, false, other)));
            s.uses = Observed.of(GuardTest.uses(SLOT_3, HostUse.Kind.MANAGEMENT));
        });
        assertThat(blockers(world)).containsExactly("used-device-passed");
    }

    @Test
    void aVmThatIsOffStaysOffWhereItsGuestWasNotTouched() {
        var world =
                applied()
                        .vm(vm -> {
                            vm.power = Power.OFF;
                            vm.before = Optional.of(before(Power.OFF, false));
                        });
        assertThat(codes(world)).startsWith("detach-device").doesNotContain("power-on-vm");
    }

    @Test
    void aGuestThatNotedNothingIsLeftAlone() {
        assertThat(codes(applied().vm(vm -> vm.guest.before = Optional.empty())))
                .startsWith("shut-down-vm")
                .doesNotContain("restore-guest");
    }

    @Test
    void aGuestThatCouldNotBeReadStopsItsUndo() {
        assertThat(blockers(applied().vm(vm -> vm.guest.unread = Optional.of(CAUSE))))
                .containsExactly("guest-unread");
    }

    @Test
    void aGuestThatWasChangedInAVmThatWasNotIsRestoredWhileTheVmRuns() {
        var world = applied().vm(vm -> vm.before = Optional.empty());
        assertThat(codes(world, Target.vm(VM))).containsExactly("restore-guest");
        world.vm(vm -> vm.guest.unread = Optional.of(CAUSE));
        assertThat(codes(world, Target.vm(VM))).isEmpty();
    }

    @Test
    void aGuestThatIsNotInTheFileIsLeftAlone() {
        assertThat(codes(applied().vm(vm -> vm.driver = Optional.empty())))
                .startsWith("shut-down-vm", "detach-device");
    }

    @Test
    void aVmThatCouldNotBeReadStopsItsUndo() {
        assertThat(blockers(applied().vm(vm -> vm.unread = Optional.of(CAUSE))))
                .contains("vm-unread");
    }

    @Test
    void aVmThatIsGoneHasNothingToRestoreButItsHostHas() {
        assertThat(codes(applied().vm(vm -> vm.exists = false)))
                .containsExactly("disable-passthrough", "forget-host");
    }

    @Test
    void aSuspendedVmAndOneThatAsksAreLeftAlone() {
        assertThat(blockers(applied().vm(vm -> vm.power = Power.SUSPENDED)))
                .containsExactly("vm-suspended");
        assertThat(blockers(applied().vm(vm -> vm.question = Optional.of("I copied it?"))))
                .containsExactly("vm-asks");
    }

    @Test
    void settingsThatAreAsTheyWereAreNotSet() {
        var world =
                applied()
                        .vm(vm -> {
                            vm.locked = false;
                            vm.reservation = 0;
                            vm.extra.clear();
                        });
        assertThat(codes(world))
                .contains("detach-device", "forget-vm")
                .doesNotContain("set-memory-reservation", "set-extra-config", "set-firmware");
    }

    @Test
    void everySettingGoesBackToWhatItWas() {
        var world =
                applied()
                        .vm(vm -> {
                            vm.secureBoot = Optional.of(true);
                            vm.before =
                                    Optional.of(
                                            new VmBefore(
                                                    Power.OFF,
                                                    Firmware.BIOS,
                                                    Optional.of(false),
                                                    2048,
                                                    false,
                                                    new TreeMap<>(Map.of(MmioKeys.SIZE_GB, "64")),
                                                    List.of(),
                                                    true));
                        });
        assertThat(world.undo().steps())
                .extracting(Step::action)
                .contains(
                        new Action.SetMemoryReservation(2048, false),
                        new Action.SetFirmware(Firmware.BIOS),
                        new Action.SetSecureBoot(Action.SetSecureBoot.Wanted.OFF),
                        new Action.SetExtraConfig(MmioKeys.USE_64BIT_MMIO, ""),
                        new Action.SetExtraConfig(MmioKeys.SIZE_GB, "64"));
    }

    @Test
    void aDeviceThatTheVmHeldBeforeStays() {
        var world =
                applied()
                        .vm(vm ->
                                vm.before =
                                        Optional.of(
                                                new VmBefore(
                                                        Power.OFF,
                                                        Firmware.EFI,
                                                        Optional.of(false),
                                                        0,
                                                        false,
                                                        new TreeMap<>(),
                                                        List.of(SLOT_3),
                                                        true)));
        assertThat(codes(world, Target.vm(VM)))
                .contains("forget-vm")
                .doesNotContain("detach-device", "disable-passthrough", "forget-host");
    }

    @ParameterizedTest
    @EnumSource(names = {"OFF", "ON"})
    void aCardThatTheVmHeldBeforeWhenItWasOffGoesBackWithTheHost(Power power) {
        var held =
                new VmBefore(
                        power,
                        Firmware.EFI,
                        Optional.of(false),
                        0,
                        false,
                        new TreeMap<>(),
                        List.of(SLOT_3),
                        true);
        var world = applied().vm(vm -> vm.before = Optional.of(held));
        switch (power) {
            case OFF ->
                    assertThat(codes(world))
                            .doesNotContain("detach-device")
                            .endsWith("disable-passthrough", "forget-host", "forget-vm");
            case ON -> assertThat(blockers(world)).containsExactly("card-still-held");
            case SUSPENDED -> throw new IllegalStateException("a suspended VM is never noted");
        }
    }

    @Test
    void aDeviceThatWasNotAgreedOnStays() {
        assertThat(applied().holding(VM, SLOT_5).undo().steps())
                .filteredOn(s -> s.action() instanceof Action.DetachDevice)
                .singleElement()
                .satisfies(s -> assertThat(s.before()).contains(SLOT_3));
    }

    @Test
    void aVmsUndoRestoresTheToggleOfItsCardsAlone() {
        var world = applied();
        world.card(SLOT_5, c -> c.passthrough(PassthroughState.ACTIVE));
        world.server(s ->
                s.before =
                        Observed.of(
                                Optional.of(
                                        HostBefore.NOTHING
                                                .with(AT_3, false, TestKnowledge.L40S)
                                                .with(AT_5, false, TestKnowledge.L40S))));
        var plan = world.undo(t -> t.equals(Target.vm(VM)));
        assertThat(plan.steps())
                .extracting(Step::action)
                .contains(
                        new Action.NoteHost(
                                HostBefore.NOTHING.with(AT_5, false, TestKnowledge.L40S)));
        assertThat(plan.steps())
                .filteredOn(s -> s.action() instanceof Action.DisablePassthrough)
                .singleElement()
                .satisfies(s -> assertThat(s.path()).contains(SLOT_3));
        assertThat(codes(world))
                .endsWith("disable-passthrough", "disable-passthrough", "forget-host", "forget-vm");
    }

    @Test
    void anotherCardAtTheAddressOfOneThatWasSwitchedIsNotTouched() {
        var other = new PciIds(PciIds.NVIDIA, 0x20B5, PciIds.NVIDIA, 0x1533);
        var world = applied();
        world.server(s ->
                s.before = Observed.of(Optional.of(HostBefore.NOTHING.with(AT_3, false, other))));
        assertThat(codes(world))
                .doesNotContain("disable-passthrough")
                .endsWith("forget-host", "forget-vm");
        assertThat(world.undo().consequences())
                .extracting(c -> c.message().key())
                .contains("consequence.toggle-stays-on");
    }

    @Test
    void aNoteThatDoesNotSayWhichCardItWasIsBelieved() {
        var noted = new TreeMap<PciAddress, Boolean>();
        noted.put(AT_3, false);
        var world = applied();
        world.server(s ->
                s.before =
                        Observed.of(
                                Optional.of(
                                        new HostBefore(noted, new TreeMap<>(), new TreeMap<>()))));
        assertThat(codes(world)).endsWith("disable-passthrough", "forget-host", "forget-vm");
    }

    @Test
    void aVmsUndoRestoresTheToggleOfACardThatWasTakenFromItByHand() {
        var world = applied().vm(vm -> vm.devices.clear());
        assertThat(codes(world, Target.vm(VM)))
                .doesNotContain("detach-device")
                .endsWith("disable-passthrough", "forget-host", "forget-vm");
    }

    @Test
    void aVmsUndoTouchesNoCardOfAnotherServerAtTheSameAddress() {
        var world = applied();
        world.server(
                "dl385-02",
                s -> {
                    var card = new CardDraft(SLOT_3, 3, 0, "1320000000009");
                    card.passthrough(PassthroughState.ACTIVE);
                    s.cards.add(card);
                    s.before =
                            Observed.of(
                                    Optional.of(
                                            HostBefore.NOTHING.with(
                                                    AT_3, false, TestKnowledge.L40S)));
                });
        assertThat(world.undo(t -> t.equals(Target.vm(VM))).steps())
                .extracting(s -> s.target().toString())
                .contains("server/dl385-01")
                .doesNotContain("server/dl385-02");
    }

    @Test
    void theToggleStaysWhereARunningVmHoldsTheCard() {
        var world =
                applied()
                        .vm(vm -> {
                            vm.power = Power.OFF;
                            vm.before = Optional.of(before(Power.OFF, false));
                        })
                        .strangerHolding("other", SLOT_3, Power.ON);
        assertThat(codes(world, Target.vm(VM)))
                .contains("detach-device")
                .doesNotContain("disable-passthrough", "forget-host");
    }

    @ParameterizedTest
    @EnumSource(names = {"OFF", "ON"})
    void theToggleStaysWhereAnotherVmOfTheFileHoldsTheCard(Power power) {
        var world = applied();
        world.vm(
                "gpu03",
                vm -> {
                    vm.wants("L40S", 1);
                    vm.power = power;
                });
        world.holding("gpu03", SLOT_3);
        assertThat(codes(world, Target.vm(VM)))
                .contains("detach-device")
                .doesNotContain("disable-passthrough", "forget-host");
    }

    @Test
    void theHostsUndoNamesTheVmThatStillHoldsACard() {
        var plan = applied().undo(t -> t.equals(Target.server(SERVER)));
        assertThat(plan.steps()).isEmpty();
        assertThat(plan.blockers())
                .singleElement()
                .satisfies(b -> assertThat(b.code()).isEqualTo("card-still-held"))
                .satisfies(b -> assertThat(b.cause().args()).containsEntry("vm", VM));
    }

    @Test
    void theHostsUndoRestoresCardsThatNobodyHolds() {
        var world = applied().vm(vm -> vm.devices.clear());
        assertThat(codes(world, Target.server(SERVER)))
                .containsExactly("disable-passthrough", "forget-host");
    }

    @Test
    void aHostThatCouldNotBeReadIsNotTakenForRestored() {
        assertThat(blockers(applied().server(s -> s.hostUnread = Optional.of(CAUSE))))
                .containsExactly("host-unread");
        assertThat(blockers(applied().server(s -> s.before = Observed.unknown(CAUSE))))
                .containsExactly("host-unread");
        assertThat(blockers(applied().card(SLOT_3, c -> c.passthrough = Observed.unknown(CAUSE))))
                .containsExactly("host-unread");
    }

    @Test
    void aHostThatNobodyAskedForMayBeUnread() {
        var world = applied();
        world.server("dl385-02", s -> s.hostUnread = Optional.of(CAUSE));
        assertThat(codes(world, Target.vm(VM))).endsWith("forget-host", "forget-vm");
    }

    @ParameterizedTest
    @CsvSource({
        "ACTIVE, true, disable-passthrough forget-host",
        "ACTIVE, false, disable-passthrough enter-maintenance-mode reboot-host"
                + " exit-maintenance-mode forget-host",
        "ENABLED_NOT_ACTIVE, true, disable-passthrough forget-host",
        "ENABLED_NOT_ACTIVE, false, disable-passthrough forget-host",
        "DISABLED_STILL_ACTIVE, true, enter-maintenance-mode reboot-host exit-maintenance-mode"
                + " forget-host",
        "DISABLED_STILL_ACTIVE, false, enter-maintenance-mode reboot-host exit-maintenance-mode"
                + " forget-host",
        "OFF, true, forget-host",
        "OFF, false, forget-host",
        "INCAPABLE, true, forget-host",
        "VGPU, false, forget-host",
        "OTHER, false, forget-host"
    })
    void switchesOffAndRebootsOnlyWhereItHasTo(
            PassthroughState state, boolean rebinds, String steps) {
        var world =
                applied()
                        .card(SLOT_3, c -> c.passthrough(state))
                        .server(s -> s.rebinds = Observed.of(rebinds));
        assertThat(world.undo().steps())
                .filteredOn(s -> s.target().equals(Target.server(SERVER)))
                .extracting(s -> s.action().code())
                .containsExactly(steps.split(" "));
    }

    @Test
    void aVmThatWasOnIsStartedAfterItsHostsReboot() {
        var world = applied(Power.ON).server(s -> s.rebinds = ServerDraft.NEEDS_REBOOT);
        assertThat(codes(world))
                .containsSubsequence(
                        "shut-down-vm",
                        "disable-passthrough",
                        "enter-maintenance-mode",
                        "reboot-host",
                        "exit-maintenance-mode",
                        "power-on-vm",
                        "forget-vm");
        assertThat(codes(world)).containsOnlyOnce("power-on-vm");
    }

    @Test
    void aHostIsNotRebootedUnderVmsThatMustNotBeShutDown() {
        var world =
                applied()
                        .server(s -> {
                            s.rebinds = ServerDraft.NEEDS_REBOOT;
                            s.policy = HostRebootTest.NEVER_POWER_OFF;
                        })
                        .strangerHolding("other", SLOT_5, Power.ON);
        assertThat(blockers(world)).containsExactly("vms-run-on-host");
        assertThat(world.undo().blockers().getFirst().cause().args()).containsEntry("vms", "other");
    }

    @Test
    void aHostWhoseBootTimeIsNotKnownIsNotRebooted() {
        var world =
                applied()
                        .server(s -> {
                            s.rebinds = ServerDraft.NEEDS_REBOOT;
                            s.bootTime = Observed.unknown(CAUSE);
                        });
        assertThat(blockers(world)).containsExactly("host-unread");
    }

    @Test
    void theMaintenanceModeThatAnEarlierRunEnteredIsLeft() {
        var mine =
                new HostPending(
                        Instant.parse("2024-05-01T00:00:00Z"),
                        "me",
                        Instant.parse("2024-05-01T01:00:00Z"),
                        HostPending.Stage.MAINTENANCE,
                        List.of());
        var world =
                applied()
                        .vm(vm -> vm.exists = false)
                        .card(SLOT_3, c -> c.passthrough(PassthroughState.OFF));
        world.server(s -> {
            s.inMaintenanceMode = true;
            s.pending = Observed.of(Optional.of(mine));
        });
        assertThat(codes(world)).containsExactly("exit-maintenance-mode", "forget-host");
    }

    /// A run that was cut off when the VM was restored and its host was not.
    @Test
    void theHostsPartIsStillGivenBackByTheVmsUndoWhenTheVmIsRestoredAlready() {
        var world =
                restoredButTheGuest(Power.ON, true)
                        .vm(vm -> {
                            vm.before = Optional.of(before(Power.ON, true));
                            vm.guest.before = Optional.empty();
                        });
        assertThat(codes(world, Target.vm(VM)))
                .containsExactly(
                        "note-guest-restored", "disable-passthrough", "forget-host", "forget-vm");
    }

    /// A run that was cut off when everything was restored but the VM's power.
    @Test
    void aVmThatWasOnIsStartedThoughNothingElseIsLeftToRestore() {
        var world =
                restoredButTheGuest(Power.OFF, false)
                        .vm(vm -> vm.before = Optional.of(before(Power.ON, false)))
                        .server(s -> s.before = Observed.of(Optional.empty()));
        assertThat(codes(world)).containsExactly("power-on-vm", "forget-vm");
    }

    @Test
    void aVmThatWasOffIsShutDownThoughNothingElseIsLeftToRestore() {
        var world =
                restoredButTheGuest(Power.ON, true).vm(vm -> vm.guest.before = Optional.empty());
        assertThat(codes(world, Target.vm(VM))).startsWith("shut-down-vm");
    }

    @Test
    void onlyWhatWasAskedForIsRestored() {
        assertThat(codes(applied(), Target.vm("other"))).isEmpty();
    }

    /// The other VM is unread, so that nobody knows what it would give back.
    @Test
    void aVmThatStandsInTheWayKeepsItselfAndTheHostOut() {
        var world = applied();
        world.vm(
                "gpu03",
                vm -> {
                    vm.wants("L40S", 1);
                    vm.unread = Optional.of(CAUSE);
                });
        world.holding("gpu03", SLOT_5);
        var plan = world.undo();
        assertThat(plan.blockers()).extracting(b -> b.target().toString()).contains("vm/gpu03");
        assertThat(plan.steps())
                .extracting(s -> s.target().toString())
                .contains("vm/gpu02")
                .doesNotContain("vm/gpu03");
    }

    @Test
    void aHostThatCannotBeRestoredKeepsItsVmsOutAndNoOthers() {
        var world = applied();
        world.server("dl385-02", s -> s.hostUnread = Optional.of(CAUSE));
        var plan = world.undo(t -> !t.equals(Target.server(SERVER)));
        assertThat(plan.blockers())
                .extracting(b -> b.target().toString())
                .containsExactly("server/dl385-02");
        assertThat(World.codes(plan)).contains("detach-device", "forget-host");
    }

    /// What a person reads of each step of an undo must lead out of it again.
    @Test
    void noStepOfAnUndoIsTakenBackByAnUndo() throws IOException {
        var words = new Properties();
        try (var in =
                Planner.class.getResourceAsStream("/dev/thruway/domain/words_en.properties")) {
            words.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        }
        assertThat(applied().undo().steps())
                .isNotEmpty()
                .allSatisfy(s ->
                        assertThat(words.getProperty(s.undo().key()))
                                .as(s.id())
                                .isNotNull()
                                .doesNotContain("`undo`"));
    }

    @Test
    void aVmIsStartedOnlyWhenItsHostIsOutOfTheMaintenanceModeThatARunLeft() {
        var world = applied();
        world.vm(vm -> {
            vm.power = Power.OFF;
            vm.before = Optional.of(before(Power.ON, true));
        });
        world.server(s -> {
            s.inMaintenanceMode = true;
            s.pending =
                    Observed.of(
                            Optional.of(
                                    new HostPending(
                                            Instant.EPOCH,
                                            "me",
                                            Instant.EPOCH,
                                            HostPending.Stage.MAINTENANCE,
                                            List.of())));
        });
        assertThat(World.codes(world.undo()))
                .containsSubsequence("exit-maintenance-mode", "power-on-vm")
                .startsWith("exit-maintenance-mode")
                .containsOnlyOnce("exit-maintenance-mode");
    }
}
