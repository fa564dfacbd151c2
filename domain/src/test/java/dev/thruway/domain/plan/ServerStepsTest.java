package dev.thruway.domain.plan;

import static dev.thruway.domain.plan.World.SERVER;
import static dev.thruway.domain.plan.World.SLOT_3;
import static dev.thruway.domain.plan.World.SLOT_5;
import static dev.thruway.domain.plan.World.VM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.domain.condition.Target;
import dev.thruway.domain.observation.BiosSetting;
import dev.thruway.domain.observation.HostBefore;
import dev.thruway.domain.observation.HostPending;
import dev.thruway.domain.observation.Observed;
import dev.thruway.domain.observation.PassthroughState;
import dev.thruway.domain.observation.VmState.Power;
import dev.thruway.domain.pci.PciAddress;
import dev.thruway.domain.text.Phrase;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ServerStepsTest {

    private static final Phrase CAUSE = Phrase.of("unread.timed-out");
    private static final PciAddress AT_3 = PciAddress.parse(SLOT_3);

    private static List<String> codes(World world) {
        return world.plan().steps().stream()
                .filter(s -> s.target().equals(Target.server(SERVER)))
                .map(s -> s.action().code())
                .toList();
    }

    private static Step step(World world, String code) {
        return world.plan().steps().stream()
                .filter(s -> s.action().code().equals(code))
                .findFirst()
                .orElseThrow();
    }

    /// The seed's world, with its card in this state, on a host that rebinds or does not.
    private static World with(PassthroughState state, Observed<Boolean> rebinds) {
        return World.seed()
                .card(SLOT_3, c -> c.passthrough(state))
                .server(s -> s.rebinds = rebinds)
                .vm(vm -> {
                    vm.gpus.clear();
                    vm.wantsAt(SLOT_3);
                });
    }

    @ParameterizedTest
    @CsvSource({
        "OFF, true, note-host enable-passthrough",
        "OFF, false, note-host enable-passthrough enter-maintenance-mode reboot-host"
                + " exit-maintenance-mode",
        "ENABLED_NOT_ACTIVE, true, enter-maintenance-mode reboot-host exit-maintenance-mode",
        "ENABLED_NOT_ACTIVE, false, enter-maintenance-mode reboot-host exit-maintenance-mode",
        "DISABLED_STILL_ACTIVE, true, note-host enable-passthrough",
        "DISABLED_STILL_ACTIVE, false, note-host enable-passthrough",
        "ACTIVE, true, ''",
        "ACTIVE, false, ''",
    })
    void switchesOnAndRebootsOnlyWhereItHasTo(
            PassthroughState state, boolean rebinds, String steps) {
        var world = with(state, Observed.of(rebinds));
        assertThat(String.join(" ", codes(world))).isEqualTo(steps);
        assertThat(world.blockers()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"INCAPABLE", "VGPU", "OTHER"})
    void refusesTheCardThatIsHeldAndCannotBeSwitched(PassthroughState state) {
        for (var rebinds : List.of(true, false)) {
            var world = with(state, Observed.of(rebinds)).holding(VM, SLOT_3);
            assertThat(world.blockers()).containsExactly(blocker(state));
            assertThat(world.plan().steps()).isEmpty();
        }
    }

    private static String blocker(PassthroughState state) {
        return switch (state) {
            case VGPU -> "card-serves-vgpus";
            case OTHER -> "card-in-other-mode";
            case OFF, ENABLED_NOT_ACTIVE, DISABLED_STILL_ACTIVE, ACTIVE, INCAPABLE ->
                    "passthrough-impossible";
        };
    }

    @Test
    void rebootsAHostThatDoesNotSayWhetherItRebinds() {
        assertThat(codes(with(PassthroughState.OFF, Observed.unknown(CAUSE))))
                .contains("reboot-host");
    }

    @Test
    void saysWhatIsSwitchedFromWhatToWhat() {
        var step = step(World.seed(), "enable-passthrough");
        assertThat(step.action()).isEqualTo(new Action.EnablePassthrough(AT_3, TestKnowledge.L40S));
        assertThat(step.id()).isEqualTo("enable-passthrough:server/dl385-01:" + SLOT_3);
        assertThat(step.path()).isEqualTo("config.pciPassthruInfo[0000:41:00.0].passthruEnabled");
        assertThat(step.before()).contains("false");
        assertThat(step.after()).contains("true");
        assertThat(step.reason()).isEqualTo("passthrough-off");
        assertThat(step.approval()).isEqualTo(Approval.PLAN);
        assertThat(step.interrupts()).isEmpty();
        assertThat(step.reversal()).isEqualTo(Step.Reversal.BY_UNDO);
    }

    @Test
    void notesHowCardsWereBeforeTheFirstIsSwitched() {
        var world = World.seed().vm(vm -> vm.wants("L40S", 1));
        assertThat(codes(world))
                .containsExactly("note-host", "enable-passthrough", "enable-passthrough");
        assertThat(step(world, "note-host").action())
                .isEqualTo(
                        new Action.NoteHost(
                                HostBefore.NOTHING
                                        .with(AT_3, false, TestKnowledge.L40S)
                                        .with(
                                                PciAddress.parse(SLOT_5),
                                                false,
                                                TestKnowledge.L40S)));
    }

    @Test
    void keepsWhatWasNotedFirst() {
        var world = World.seed();
        world.server(s ->
                s.before =
                        Observed.of(
                                Optional.of(
                                        HostBefore.NOTHING.with(AT_3, true, TestKnowledge.L40S))));
        assertThat(codes(world)).containsExactly("enable-passthrough");
    }

    @Test
    void addsToWhatWasNoted() {
        var other = PciAddress.parse(SLOT_5);
        var world = World.seed();
        world.server(s ->
                s.before =
                        Observed.of(
                                Optional.of(
                                        HostBefore.NOTHING.with(other, true, TestKnowledge.L40S))));
        assertThat(step(world, "note-host").action())
                .isEqualTo(
                        new Action.NoteHost(
                                HostBefore.NOTHING
                                        .with(other, true, TestKnowledge.L40S)
                                        .with(AT_3, false, TestKnowledge.L40S)));
    }

    @Test
    void switchesNothingWhereItCouldNotReadWhatItNotedBefore() {
        var world = World.seed().server(s -> s.before = Observed.unknown(CAUSE));
        assertThat(world.blockers()).containsExactly("host-unread");
        assertThat(world.plan().steps()).isEmpty();
        assertThat(world.plan().blockers().getFirst().cause().parts())
                .containsEntry("cause", CAUSE);
    }

    @Test
    void needsNoNoteWhereNothingIsSwitched() {
        var world = World.finished().server(s -> s.before = Observed.unknown(CAUSE));
        assertThat(world.blockers()).isEmpty();
    }

    @Test
    void doesNotRebootAHostWhoseBootTimeIsNotKnown() {
        var world = with(PassthroughState.OFF, ServerDraft.NEEDS_REBOOT);
        world.server(s -> s.bootTime = Observed.unknown(CAUSE));
        assertThat(world.blockers()).containsExactly("host-unread");
        assertThat(world.plan().steps()).isEmpty();
    }

    @Test
    void asksForAHostsRebootByNameAndSaysThatItCannotBeUndone() {
        var world = with(PassthroughState.OFF, ServerDraft.NEEDS_REBOOT);
        var step = step(world, "reboot-host");
        assertThat(step.approval()).isEqualTo(Approval.HOST_REBOOT);
        assertThat(step.reversal()).isEqualTo(Step.Reversal.IRREVERSIBLE);
        assertThat(step.interrupts())
                .singleElement()
                .satisfies(i -> assertThat(i.kind()).isEqualTo(Interrupt.Kind.HOST))
                .satisfies(i -> assertThat(i.name()).isEqualTo(SERVER));
        assertThat(step.path()).isEqualTo("runtime.bootTime");
        assertThat(step.before()).contains("2024-05-01T00:00:00Z");
        assertThat(step.after()).isEmpty();
    }

    @Test
    void vmsThatRunDoNotMatterWhereTheHostRebinds() {
        var world =
                with(PassthroughState.OFF, ServerDraft.REBINDS)
                        .strangerHolding("other", SLOT_5, Power.ON);
        assertThat(codes(world)).containsExactly("note-host", "enable-passthrough");
    }

    @Test
    void leavesAMaintenanceModeAloneThatIsNotItsOwn() {
        var world = with(PassthroughState.OFF, ServerDraft.NEEDS_REBOOT);
        world.server(s -> s.inMaintenanceMode = true);
        assertThat(codes(world)).containsExactly("note-host", "enable-passthrough", "reboot-host");
        var done = World.finished().server(s -> s.inMaintenanceMode = true);
        assertThat(codes(done)).isEmpty();
    }

    @Test
    void leavesTheMaintenanceModeThatAnEarlierRunEntered() {
        var mine =
                new HostPending(
                        Instant.parse("2024-05-01T00:00:00Z"),
                        "me",
                        Instant.parse("2024-05-01T01:00:00Z"),
                        HostPending.Stage.MAINTENANCE,
                        List.of());
        var rebooting = with(PassthroughState.ENABLED_NOT_ACTIVE, ServerDraft.NEEDS_REBOOT);
        var rebooted = with(PassthroughState.ACTIVE, ServerDraft.NEEDS_REBOOT);
        for (var world : List.of(rebooting, rebooted)) {
            world.server(s -> {
                s.inMaintenanceMode = true;
                s.pending = Observed.of(Optional.of(mine));
            });
        }
        assertThat(codes(rebooting)).containsExactly("reboot-host", "exit-maintenance-mode");
        assertThat(codes(rebooted)).containsExactly("exit-maintenance-mode");
        assertThat(step(rebooted, "exit-maintenance-mode").reason())
                .isEqualTo("maintenance-is-ours");
    }

    @Test
    void plansNothingFromAHostThatCouldNotBeRead() {
        for (var world : List.of(World.seed(), World.finished())) {
            world.server(s -> s.hostUnread = Optional.of(CAUSE));
            assertThat(world.blockers()).containsExactly("host-unread");
            assertThat(world.plan().steps()).isEmpty();
        }
    }

    @Test
    void plansWithoutTheBmcWhereItCouldNotBeRead() {
        var world = World.seed().server(s -> s.bmcUnread = Optional.of(CAUSE));
        assertThat(world.blockers()).isEmpty();
        assertThat(codes(world)).containsExactly("note-host", "enable-passthrough");
    }

    @Test
    void refusesWhereTheBiosIsWrongAndSaysWhatToChange() {
        var wrong = List.of(new BiosSetting("Sriov", "Disabled", "Enabled"));
        var world = World.seed().server(s -> s.bios = Observed.of(wrong));
        assertThat(world.blockers()).containsExactly("bios-wrong");
        assertThat(world.plan().blockers().getFirst().cause().args())
                .containsEntry("settings", "Sriov: Disabled -> Enabled");
        assertThat(world.plan().steps()).isEmpty();
    }

    @Test
    void biosSettingsThatCouldNotBeReadAreNotTakenForWrong() {
        var world = World.seed().server(s -> s.bios = Observed.unknown(CAUSE));
        assertThat(world.blockers()).isEmpty();
    }

    @Test
    void preparesCardsThatNoVmOfTheFileTakes() {
        var world = World.bare().server(s -> s.offer("L40S", 2));
        assertThat(World.codes(world.plan()))
                .containsExactly("note-host", "enable-passthrough", "enable-passthrough");
    }

    @Test
    void preparesOneMoreBesideTheCardOfAVm() {
        var world = World.finished().server(s -> s.offer("L40S", 2));
        assertThat(World.codes(world.plan())).containsExactly("note-host", "enable-passthrough");
        assertThat(step(world, "enable-passthrough").path()).contains(SLOT_5);
    }

    @Test
    void labelsWhatItPreparesAndNotesTheLabelThatWasThere() {
        var world = World.bare().server(s -> s.offer("L40S", 1, "ai-gpu"));
        world.card(
                SLOT_3,
                c -> {
                    c.passthrough(PassthroughState.ACTIVE);
                    c.label = Optional.of("old");
                });
        assertThat(World.codes(world.plan())).containsExactly("note-host", "set-hardware-label");
        var step = step(world, "set-hardware-label");
        assertThat(step.path()).isEqualTo("config.pciPassthruInfo[0000:41:00.0].hardwareLabel");
        assertThat(step.before()).contains("old");
        assertThat(step.after()).contains("ai-gpu");
        Physics.carryOut(world, world.plan());
        assertThat(World.codes(world.plan())).isEmpty();
        Physics.carryOut(world, world.undo());
        assertThat(world.server(SERVER).card(SLOT_3).label).contains("old");
        assertThat(world.server(SERVER).card(SLOT_3).state()).isEqualTo(PassthroughState.ACTIVE);
        assertThat(World.codes(world.undo())).isEmpty();
    }

    @Test
    void labelsAfterTheCardIsActiveAndUndoesBoth() {
        var world =
                World.bare()
                        .server(s -> {
                            s.rebinds = ServerDraft.NEEDS_REBOOT;
                            s.offer("L40S", 1, "ai-gpu");
                        });
        assertThat(World.codes(world.plan()))
                .containsSubsequence(
                        "note-host", "enable-passthrough", "reboot-host", "set-hardware-label");
        Physics.carryOut(world, world.plan());
        Physics.carryOut(world, world.undo());
        assertThat(world.server(SERVER).card(SLOT_3).label).isEmpty();
        assertThat(world.server(SERVER).card(SLOT_3).state()).isEqualTo(PassthroughState.OFF);
    }

    @Test
    void refusesALabelThatTheHostCannotSet() {
        var world = World.bare().server(s -> s.offer("L40S", 1, "ai-gpu"));
        world.server(s -> s.setsLabels = Observed.of(false));
        assertThat(world.blockers()).containsExactly("no-hardware-labels");
        world.server(s -> s.setsLabels = Observed.unknown(CAUSE));
        assertThat(world.blockers()).containsExactly("host-unread");
        world.eachCard(c -> c.label = Optional.of("ai-gpu"));
        assertThat(world.blockers()).isEmpty();
    }

    @Test
    void leavesALabelAloneThatTheFileDoesNotName() {
        var world = World.bare().server(s -> s.offer("L40S", 1));
        world.eachCard(c -> c.label = Optional.of("theirs"));
        assertThat(World.codes(world.plan())).doesNotContain("set-hardware-label");
    }
}
