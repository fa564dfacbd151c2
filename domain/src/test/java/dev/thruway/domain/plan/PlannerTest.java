package dev.thruway.domain.plan;

import static dev.thruway.domain.plan.World.SERVER;
import static dev.thruway.domain.plan.World.SLOT_3;
import static dev.thruway.domain.plan.World.SLOT_5;
import static dev.thruway.domain.plan.World.VM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.thruway.domain.condition.ConditionId;
import dev.thruway.domain.condition.Target;
import dev.thruway.domain.observation.Observed;
import dev.thruway.domain.observation.PassthroughState;
import dev.thruway.domain.observation.VmState.Power;
import dev.thruway.domain.spec.Placement;
import dev.thruway.domain.text.Phrase;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class PlannerTest {

    private static final Phrase CAUSE = Phrase.of("unread.timed-out");

    private static World twoVms() {
        return World.seed().vm("gpu03", vm -> vm.wants("L40S", 1));
    }

    @Test
    void theSeedsJourneyFromTheHostToTheProof() {
        assertThat(World.codes(World.seed().plan()))
                .containsExactly(
                        "note-host",
                        "enable-passthrough",
                        "attach-device",
                        "set-memory-reservation",
                        "set-extra-config",
                        "set-extra-config",
                        "note-vm",
                        "power-on-vm",
                        "blacklist-nouveau",
                        "reboot-guest",
                        "install-driver",
                        "prove-cuda");
        assertThat(World.seed().plan().blockers()).isEmpty();
    }

    @Test
    void hostsComeBeforeVms() {
        var targets = twoVms().plan().steps().stream().map(s -> s.target().toString()).distinct();
        assertThat(targets).containsExactly("server/dl385-01", "vm/gpu02", "vm/gpu03");
    }

    @Test
    void theSameWorldGivesTheSamePlan() {
        assertThat(twoVms().plan()).isEqualTo(twoVms().plan());
    }

    @Test
    void everyStepSaysWhyAndHowItIsTakenBack() {
        assertThat(World.seed().plan().steps())
                .allSatisfy(s -> assertThat(s.why().key()).startsWith("condition."))
                .allSatisfy(s -> assertThat(s.what().key()).startsWith("step."))
                .allSatisfy(s -> assertThat(s.undo().key()).isEqualTo("undo." + s.action().code()))
                .allSatisfy(
                        s -> assertThat(s.id()).startsWith(s.action().code() + ":" + s.target()));
    }

    @Test
    void aVmBringsItsServerAlongAndNoOtherVm() {
        var plan = twoVms().plan(t -> t.equals(Target.vm("gpu03")));
        assertThat(plan.steps())
                .extracting(s -> s.target().toString())
                .contains("server/dl385-01", "vm/gpu03")
                .doesNotContain("vm/gpu02");
        assertThat(plan.conditions())
                .extracting(c -> c.target().toString())
                .doesNotContain("vm/gpu02");
    }

    @Test
    void aServerAloneTouchesNoVm() {
        var plan = twoVms().plan(t -> t.equals(Target.server(SERVER)));
        assertThat(plan.steps())
                .isNotEmpty()
                .allSatisfy(s -> assertThat(s.target()).isEqualTo(Target.server(SERVER)));
    }

    @Test
    void whatStandsInTheWayOfAnotherVmDoesNotMatter() {
        var world = twoVms().vm("gpu03", vm -> vm.wants("T4", 1));
        assertThat(world.blockers()).containsExactly("no-such-card");
        var plan = world.plan(t -> t.equals(Target.vm(VM)));
        assertThat(plan.blockers()).isEmpty();
        assertThat(plan.steps()).isNotEmpty();
    }

    @Test
    void aBlockedVmIsLeftOutAndTheOtherIsPlannedFor() {
        var plan = twoVms().vm("gpu03", vm -> vm.power = Power.SUSPENDED).plan();
        assertThat(plan.blockers()).extracting(Blocker::target).containsOnly(Target.vm("gpu03"));
        assertThat(plan.steps())
                .extracting(s -> s.target().toString())
                .contains("server/dl385-01", "vm/gpu02")
                .doesNotContain("vm/gpu03");
        assertThat(plan.conditions()).extracting(c -> c.target().toString()).contains("vm/gpu03");
        assertThat(plan.consequences()).extracting(Consequence::target).containsOnly(Target.vm(VM));
    }

    @Test
    void nothingIsSwitchedOnForAVmThatIsLeftOut() {
        var world = twoVms().vm("gpu03", vm -> vm.power = Power.SUSPENDED);
        assertThat(world.plan().steps())
                .filteredOn(s -> s.action() instanceof Action.EnablePassthrough)
                .singleElement()
                .satisfies(s -> assertThat(s.id()).endsWith(world.cardsFor(VM).getFirst()));
    }

    @Test
    void aServerWhoseOnlyVmIsLeftOutIsLeftAsItIs() {
        var plan = World.seed().vm(vm -> vm.power = Power.SUSPENDED).plan();
        assertThat(plan.steps()).isEmpty();
        assertThat(plan.blockers()).hasSize(1);
    }

    @Test
    void aBlockedServerKeepsItsVmsOutAndNoOthers() {
        var world = World.seed();
        world.server(
                "dl385-02",
                s -> {
                    s.cards.add(new CardDraft(SLOT_3, 3, 0, "1320000000009"));
                    s.rebinds = ServerDraft.NEEDS_REBOOT;
                    s.bootTime = Observed.unknown(CAUSE);
                });
        world.vm(
                "gpu09",
                vm -> {
                    vm.placement = new Placement.OnServer("dl385-02");
                    vm.wants("L40S", 1);
                });
        var plan = world.plan();
        assertThat(plan.blockers())
                .extracting(Blocker::target)
                .containsOnly(Target.server("dl385-02"));
        assertThat(plan.steps())
                .extracting(s -> s.target().toString())
                .contains("server/dl385-01", "vm/gpu02")
                .doesNotContain("server/dl385-02", "vm/gpu09");
    }

    @Test
    void aServerWithABmcAloneNeedsNothing() {
        var world = World.bare().server(s -> s.hasEsxi = false);
        assertThat(world.plan().steps()).isEmpty();
        assertThat(world.plan().blockers()).isEmpty();
    }

    /// Each read that can fail, in a world where everything holds and in one where nothing does.
    /// What it decides is unknown, and nothing is planned.
    @Test
    void nothingIsPlannedFromWhatCouldNotBeRead() {
        var reads = new LinkedHashMap<Consumer<World>, List<ConditionId>>();
        reads.put(
                w -> w.server(s -> s.hostUnread = Optional.of(CAUSE)),
                List.of(
                        ConditionId.HOST_GPU_VISIBLE,
                        ConditionId.HOST_PASSTHROUGH_ACTIVE,
                        ConditionId.VM_PCI_DEVICE,
                        ConditionId.VM_MMIO_WINDOW));
        reads.put(
                w -> w.eachCard(c -> c.passthrough = Observed.unknown(CAUSE)),
                List.of(ConditionId.HOST_PASSTHROUGH_ACTIVE));
        reads.put(
                w -> w.vm(vm -> vm.unread = Optional.of(CAUSE)),
                List.of(
                        ConditionId.VM_PCI_DEVICE,
                        ConditionId.VM_MEMORY_RESERVED,
                        ConditionId.VM_FIRMWARE_EFI,
                        ConditionId.VM_SECURE_BOOT,
                        ConditionId.VM_MMIO_WINDOW,
                        ConditionId.VM_POWERED_ON,
                        ConditionId.GUEST_NOUVEAU_OFF,
                        ConditionId.GUEST_DRIVER_INSTALLED,
                        ConditionId.GUEST_GPU_VISIBLE,
                        ConditionId.GUEST_NVIDIA_SMI,
                        ConditionId.GUEST_CUDA));
        reads.forEach((fail, unknown) -> {
            for (var world : List.of(World.seed(), World.finished())) {
                fail.accept(world);
                var plan = world.plan();
                assertThat(plan.steps()).as("%s", plan.blockers()).isEmpty();
                assertThat(plan.blockers()).isNotEmpty();
                var found = new ArrayList<ConditionId>();
                plan.conditions().stream()
                        .filter(c -> c.message().equals(CAUSE))
                        .peek(c -> assertThat(c.holds()).as("%s", c).isFalse())
                        .forEach(c -> found.add(c.id()));
                assertThat(found).containsAll(unknown);
            }
        });
    }

    @Test
    void whatTheBmcCouldNotSayStopsNothing() {
        var fails =
                List.<Consumer<ServerDraft>>of(
                        s -> s.bmcUnread = Optional.of(CAUSE),
                        s -> s.bmcGpusUnread = Optional.of(CAUSE),
                        s -> s.bios = Observed.unknown(CAUSE));
        for (var fail : fails) {
            assertThat(World.codes(World.seed().server(fail).plan()))
                    .isEqualTo(World.codes(World.seed().plan()));
            assertThat(World.finished().server(fail).plan().steps()).isEmpty();
            assertThat(World.finished().server(fail).plan().allHold()).isFalse();
        }
    }

    @Test
    void twoVmsThatEachHoldTheirCardNeedNothing() {
        var world = World.finished().card(SLOT_5, c -> c.passthrough(PassthroughState.ACTIVE));
        world.vm(
                "gpu03",
                vm -> {
                    vm.wants("L40S", 1);
                    vm.lockMemory();
                    vm.window(128);
                    vm.power = Power.ON;
                    vm.guest.finish(1);
                });
        world.holding("gpu03", SLOT_5);
        assertThat(world.plan().steps()).isEmpty();
        assertThat(world.plan().allHold()).isTrue();
        assertThat(world.cardsFor(VM)).containsExactly(SLOT_3);
    }

    @Test
    void aBlockerIsNamedAsOne() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Blocker(Target.vm(VM), Phrase.of("condition.vm-off")));
    }
}
