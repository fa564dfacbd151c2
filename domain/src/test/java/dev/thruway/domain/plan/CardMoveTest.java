package dev.thruway.domain.plan;

import static dev.thruway.domain.plan.World.SLOT_3;
import static dev.thruway.domain.plan.World.SLOT_5;
import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.domain.condition.Condition;
import dev.thruway.domain.condition.ConditionId;
import dev.thruway.domain.condition.Target;
import dev.thruway.domain.observation.HostPending;
import dev.thruway.domain.observation.HostPending.Ran;
import dev.thruway.domain.observation.HostPending.Stage;
import dev.thruway.domain.observation.Observed;
import dev.thruway.domain.observation.PassthroughState;
import dev.thruway.domain.observation.VmState.Power;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CardMoveTest {

    /// Both cards went to gpu01 and it runs; now the file leaves it one, and wants one for gpu02.
    private static World moving() {
        var world = World.bare();
        world.vm("gpu02", vm -> vm.wants("L40S", 1));
        world.vm("gpu01", vm -> vm.wants("L40S", 2));
        world.vms.remove("gpu02");
        while (!world.plan().steps().isEmpty()) {
            Physics.carryOut(world, world.plan());
        }
        var first = world.vms.remove("gpu01");
        world.vm("gpu02", vm -> vm.wants("L40S", 1));
        world.vms.put("gpu01", first);
        first.gpus.clear();
        first.wantsAt(SLOT_5);
        return world;
    }

    private static void finish(World world) {
        for (int round = 0; round < 3 && !world.plan().steps().isEmpty(); round++) {
            Physics.carryOut(world, world.plan());
        }
        assertThat(World.codes(world.plan())).isEmpty();
        assertThat(world.plan().conditions()).allMatch(Condition::holds);
    }

    @Test
    void theVmThatGivesACardUpComesFirstAndRunsAgainBeforeTheOtherGetsIt() {
        var world = moving();
        assertThat(world.blockers()).isEmpty();
        assertThat(world.cardsFor("gpu02")).containsExactly(SLOT_3);
        assertThat(world.plan().steps())
                .extracting(Step::id)
                .containsSubsequence(
                        "shut-down-vm:vm/gpu01",
                        "detach-device:vm/gpu01:13000",
                        "power-on-vm:vm/gpu01",
                        "attach-device:vm/gpu02:" + SLOT_3,
                        "power-on-vm:vm/gpu02");
        assertThat(world.plan().conditions())
                .filteredOn(c -> c.target().equals(Target.vm("gpu01")))
                .filteredOn(c -> c.id() == ConditionId.VM_PCI_DEVICE)
                .extracting(Condition::reason)
                .containsExactly("device-given-up");
        finish(world);
        assertThat(world.vm("gpu01").devices).hasSize(1);
        assertThat(world.vm("gpu01").agreed)
                .extracting(a -> a.address().toString())
                .containsExactly(SLOT_5);
    }

    @Test
    void whatTheVmGaveUpIsNotTakenFromTheOtherByItsUndo() {
        var world = moving();
        finish(world);
        Physics.carryOut(world, world.undo(Target.vm("gpu01")::equals));
        assertThat(world.vm("gpu02").devices).hasSize(1);
        assertThat(world.server(World.SERVER).card(SLOT_3).state())
                .isEqualTo(PassthroughState.ACTIVE);
    }

    @Test
    void aCardThatAVmGotInAnotherWayIsNotTakenFromIt() {
        var world = moving();
        world.vm("gpu01", vm -> vm.agreed = List.of());
        assertThat(world.blockers()).containsExactly("no-free-card");
        assertThat(world.plan().blockers().getFirst().cause().args())
                .containsEntry("holders", "gpu01");
    }

    @Test
    void bothHaveToBePlannedTogether() {
        var world = moving();
        var plan = world.plan(Target.vm("gpu02")::equals);
        assertThat(plan.blockers())
                .extracting(Blocker::code)
                .containsExactly("card-given-up-elsewhere");
        assertThat(plan.steps()).isEmpty();
    }

    @Test
    void twoVmsDoNotChangePlaces() {
        var world = moving();
        finish(world);
        world.vm(
                "gpu01",
                vm -> {
                    vm.gpus.clear();
                    vm.wantsAt(SLOT_3);
                });
        world.vm(
                "gpu02",
                vm -> {
                    vm.gpus.clear();
                    vm.wantsAt(SLOT_5);
                });
        assertThat(world.blockers()).containsExactly("cards-change-places", "cards-change-places");
    }

    @ParameterizedTest
    @EnumSource(
            value = Power.class,
            names = {"ON", "OFF"})
    void aCardOfAVmThatTheFileDoesNotNameIsRefusedWithItsNameAndPower(Power power) {
        var world =
                World.bare()
                        .vm("gpu02", vm -> vm.wantsAt(SLOT_3))
                        .strangerHolding("theirs", SLOT_3, power);
        assertThat(world.blockers()).containsExactly("no-free-card");
        assertThat(world.plan().blockers().getFirst().cause().args())
                .containsEntry("holders", "theirs (" + power.word() + ")");
    }

    @Test
    void theSoundOfACardIsNotLeftBehindWithAnotherVm() {
        var world =
                World.bare()
                        .vm("gpu02", vm -> vm.wantsAt(SLOT_3))
                        .card(SLOT_3, c -> c.audio = Optional.of(PassthroughState.ACTIVE));
        var audio = world.server(World.SERVER).card(SLOT_3).audioAddress();
        var stranger = new VmDraft("theirs", World.SERVER);
        stranger.hold(audio, CardDraft.AUDIO, world.server(World.SERVER).uuid);
        world.strangers.add(stranger);
        assertThat(world.blockers()).containsExactly("companion-held");
        assertThat(world.plan().blockers().getFirst().cause().args())
                .containsEntry("holder", "theirs")
                .containsEntry("power", "poweredOff")
                .containsEntry("address", audio.toString());
    }

    @Test
    void whoGetsACardIsKeptOutWithTheVmThatIsToGiveItUp() {
        var world = moving();
        world.vm("gpu01", vm -> vm.question = Optional.of("Was it moved or copied?"));
        assertThat(world.blockers()).containsExactly("vm-asks", "card-holder-kept-out");
        assertThat(world.plan().steps()).isEmpty();
    }

    @Test
    void aHostThatWasLeftInMaintenanceIsTakenOutOfItThoughAVmIsKeptOut() {
        var world = moving();
        world.vm("gpu01", vm -> vm.agreed = List.of());
        world.server(s -> {
            s.inMaintenanceMode = true;
            s.pending =
                    Observed.of(
                            Optional.of(
                                    new HostPending(
                                            Instant.EPOCH,
                                            "me",
                                            Instant.EPOCH,
                                            Stage.MAINTENANCE,
                                            List.of(new Ran("1", "db01")))));
        });
        assertThat(world.blockers()).containsExactly("no-free-card");
        assertThat(World.codes(world.plan()))
                .containsSubsequence("exit-maintenance-mode", "start-other-vm");
    }
}
