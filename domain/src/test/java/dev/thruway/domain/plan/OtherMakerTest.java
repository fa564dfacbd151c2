package dev.thruway.domain.plan;

import static dev.thruway.domain.plan.World.SLOT_3;
import static dev.thruway.domain.plan.World.SLOT_5;
import static dev.thruway.domain.plan.World.VM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.domain.condition.Condition;
import dev.thruway.domain.condition.ConditionId;
import dev.thruway.domain.condition.Target;
import dev.thruway.domain.observation.PassthroughState;
import dev.thruway.domain.observation.SmiAnswer;
import dev.thruway.domain.observation.VmState.Power;
import dev.thruway.domain.spec.Driver;
import dev.thruway.domain.text.Phrase;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Cards of other makers are known for sizing only: host and VM are prepared for them as for any,
/// and nothing is done about their driver.
class OtherMakerTest {

    private static World withMi210(Driver driver) {
        return World.bare()
                .card(SLOT_3, OtherMakerTest::makeMi210)
                .vm(vm -> {
                    vm.wants("MI210", 1);
                    vm.driver = Optional.of(driver);
                });
    }

    private static void makeMi210(CardDraft card) {
        card.ids = TestKnowledge.MI210;
        card.classCode = 0x1200;
    }

    private static World finished() {
        return withMi210(new Driver.None())
                .card(SLOT_3, c -> c.passthrough(PassthroughState.ACTIVE))
                .holding(VM, SLOT_3)
                .vm(vm -> {
                    vm.lockMemory();
                    vm.window(128);
                    vm.power = Power.ON;
                    vm.toolsRunning = true;
                });
    }

    private static List<ConditionId> ofGuest(World world) {
        return world.plan().conditions().stream()
                .map(Condition::id)
                .filter(id -> id.name().startsWith("GUEST_"))
                .toList();
    }

    @Test
    void preparesHostAndVmWhereAnotherInstallsTheDriver() {
        var plan = withMi210(new Driver.None()).plan();
        assertThat(plan.blockers()).isEmpty();
        assertThat(World.codes(plan))
                .contains("enable-passthrough", "attach-device", "set-extra-config", "power-on-vm")
                .doesNotContain("blacklist-nouveau", "install-driver", "prove-cuda");
    }

    @Test
    void saysWhatToWriteWhereTheFileWantsADriver() {
        for (var driver : List.of(new Driver.Auto(), new Driver.Branch(580))) {
            var plan = withMi210(driver).plan();
            assertThat(plan.blockers())
                    .singleElement()
                    .isEqualTo(
                            new Blocker(
                                    Target.vm(VM),
                                    Phrase.of(
                                            "blocker.driver-of-another-maker",
                                            "vm",
                                            VM,
                                            "boards",
                                            "MI210")));
            assertThat(plan.steps()).isEmpty();
        }
    }

    @Test
    void asksNothingOfADriverWithoutAGuest() {
        var world = withMi210(new Driver.Auto()).vm(vm -> vm.driver = Optional.empty());
        assertThat(world.blockers()).isEmpty();
    }

    @Test
    void asksOnlyWhetherTheGuestSeesTheCard() {
        assertThat(ofGuest(finished())).containsExactly(ConditionId.GUEST_GPU_VISIBLE);
        assertThat(finished().plan().allHold()).isTrue();
        assertThat(World.codes(finished().plan())).isEmpty();
    }

    @Test
    void asksNoMoreOfAGuestThatDoesNotAnswer() {
        var silent = finished().vm(vm -> vm.guest.unread = Optional.of(Phrase.of("unread.x")));
        assertThat(ofGuest(silent)).containsExactly(ConditionId.GUEST_GPU_VISIBLE);
        assertThat(ofGuest(finished().vm(vm -> vm.power = Power.OFF)))
                .containsExactly(ConditionId.GUEST_GPU_VISIBLE);
    }

    @Test
    void asksNvidiasDriverOfNvidiasCardsOnly() {
        var both =
                finished()
                        .card(SLOT_5, c -> c.passthrough(PassthroughState.ACTIVE))
                        .holding(VM, SLOT_5)
                        .vm(vm -> {
                            vm.wants("L40S", 1);
                            vm.window(256);
                            vm.guest.finish(1);
                            vm.guest.smi =
                                    Optional.of(
                                            new SmiAnswer.Listed(
                                                    List.of(
                                                            GuestDraft.gpu(
                                                                    0,
                                                                    TestKnowledge.L40S,
                                                                    Optional.empty()))));
                        });
        assertThat(both.plan().allHold()).isTrue();
        assertThat(ofGuest(both)).contains(ConditionId.GUEST_NVIDIA_SMI, ConditionId.GUEST_CUDA);
    }
}
