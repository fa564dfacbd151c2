package dev.thruway.domain.plan;

import static dev.thruway.domain.plan.World.VM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.domain.observation.VmState.Power;
import dev.thruway.domain.spec.Driver;
import dev.thruway.domain.text.Phrase;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class GuestStepsTest {

    private static final Phrase CAUSE = Phrase.of("unread.timed-out");

    private static World with(Consumer<GuestDraft> change) {
        return World.finished().vm(vm -> change.accept(vm.guest));
    }

    private static List<String> codes(World world) {
        return World.codes(world.plan());
    }

    private static Step step(World world, String code) {
        return world.plan().steps().stream()
                .filter(s -> s.action().code().equals(code))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void nothingIsPlannedWhereEverythingHolds() {
        assertThat(codes(World.finished())).isEmpty();
    }

    @Test
    void everythingThatMayBeNeededIsPlannedForAVmThatIsOff() {
        assertThat(codes(World.finished().vm(vm -> vm.power = Power.OFF)))
                .containsExactly(
                        "power-on-vm",
                        "blacklist-nouveau",
                        "reboot-guest",
                        "install-driver",
                        "prove-cuda");
    }

    @Test
    void aVmThatIsRestartedNeedsAnotherProofAndNothingElse() {
        assertThat(codes(World.finished().vm(vm -> vm.locked = false)))
                .containsExactly(
                        "note-vm",
                        "shut-down-vm",
                        "set-memory-reservation",
                        "power-on-vm",
                        "prove-cuda");
    }

    @Test
    void anOpenDriverThatMayLoadIsForbiddenWithoutARestart() {
        assertThat(codes(with(g -> g.nouveauLoadable = true))).containsExactly("blacklist-nouveau");
    }

    @Test
    void anOpenDriverThatIsLoadedNeedsARestartOfTheGuest() {
        var world =
                with(g -> {
                    g.nouveauLoaded = true;
                    g.nouveauLoadable = true;
                    g.installed = Optional.empty();
                    g.loaded = Optional.empty();
                    g.proof = Optional.empty();
                });
        assertThat(codes(world))
                .containsExactly(
                        "blacklist-nouveau", "reboot-guest", "install-driver", "prove-cuda");
        var reboot = step(world, "reboot-guest");
        assertThat(reboot.approval()).isEqualTo(Approval.VM_POWER_OFF);
        assertThat(reboot.reversal()).isEqualTo(Step.Reversal.IRREVERSIBLE);
        assertThat(reboot.before()).contains("boot-1");
        assertThat(reboot.interrupts())
                .singleElement()
                .satisfies(i -> assertThat(i.kind()).isEqualTo(Interrupt.Kind.VM))
                .satisfies(i -> assertThat(i.why().key()).isEqualTo("interrupt.guest-reboot"));
    }

    @Test
    void anOpenDriverThatMayLoadWillBeLoadedByTheVmsRestart() {
        var world = with(g -> g.nouveauLoadable = true).vm(vm -> vm.locked = false);
        assertThat(codes(world))
                .containsSubsequence("power-on-vm", "blacklist-nouveau", "reboot-guest");
    }

    @Test
    void theMissingDriverIsInstalledAndProved() {
        var world =
                with(g -> {
                    g.installed = Optional.empty();
                    g.loaded = Optional.empty();
                    g.proof = Optional.empty();
                });
        assertThat(codes(world)).containsExactly("install-driver", "prove-cuda");
        assertThat(step(world, "install-driver").action())
                .isEqualTo(new Action.InstallDriver("auto"));
        assertThat(step(world, "install-driver").before()).isEmpty();
        assertThat(step(world, "prove-cuda").action())
                .isEqualTo(new Action.ProveCuda(Action.ProveCuda.When.WHERE_NONE_STANDS));
    }

    @Test
    void theWantedBranchIsInstalledInPlaceOfAnother() {
        var world = World.finished().vm(vm -> vm.driver = Optional.of(new Driver.Branch(570)));
        assertThat(codes(world)).containsExactly("install-driver");
        assertThat(step(world, "install-driver").action())
                .isEqualTo(new Action.InstallDriver("570"));
        assertThat(step(world, "install-driver").before()).contains(GuestDraft.VERSION);
        assertThat(step(world, "install-driver").after()).contains("570");
    }

    @Test
    void whereSomethingElseInstallsTheDriverOnlyTheProofIsTaken() {
        var none =
                with(g -> {
                    g.nouveauLoaded = true;
                    g.nouveauLoadable = true;
                    g.installed = Optional.empty();
                    g.loaded = Optional.empty();
                    g.proof = Optional.empty();
                });
        none.vm(vm -> vm.driver = Optional.of(new Driver.None()));
        assertThat(codes(none)).containsExactly("prove-cuda");
    }

    @Test
    void withoutAGuestInTheFileNothingHappensInIt() {
        var world =
                with(g -> {
                    g.nouveauLoaded = true;
                    g.proof = Optional.empty();
                });
        world.vm(vm -> vm.driver = Optional.empty());
        assertThat(codes(world)).isEmpty();
    }

    @Test
    void aProofOfAnEarlierBootIsTakenAgain() {
        assertThat(codes(with(g -> g.boot = 2))).containsExactly("prove-cuda");
    }

    @Test
    void nothingIsPlannedFromAGuestThatCouldNotBeReadThoughItsVmRuns() {
        var world = with(g -> g.unread = Optional.of(CAUSE));
        assertThat(world.blockers()).containsExactly("guest-silent");
        assertThat(world.plan().blockers().getFirst().cause().parts())
                .containsEntry("cause", CAUSE);
        assertThat(world.plan().steps()).isEmpty();
    }

    @Test
    void aGuestThatCouldNotBeReadDoesNotMatterWhereItsVmIsRestarted() {
        var world = with(g -> g.unread = Optional.of(CAUSE)).vm(vm -> vm.locked = false);
        assertThat(world.blockers()).isEmpty();
        assertThat(codes(world))
                .containsSubsequence(
                        "power-on-vm",
                        "blacklist-nouveau",
                        "reboot-guest",
                        "install-driver",
                        "prove-cuda");
    }

    @Test
    void aProofIsTakenAnewOnlyWhereTheGuestAnswersAndHasItsDriver() {
        assertThat(proofs(World.finished()))
                .singleElement()
                .satisfies(s ->
                        assertThat(s.action())
                                .isEqualTo(new Action.ProveCuda(Action.ProveCuda.When.ANEW)))
                .satisfies(s -> assertThat(s.reason()).isEqualTo("verify-asked"));
        assertThat(proofs(with(g -> g.loaded = Optional.empty()))).isEmpty();
        assertThat(proofs(with(g -> g.unread = Optional.of(CAUSE)))).isEmpty();
        assertThat(proofs(World.finished().vm(vm -> vm.power = Power.OFF))).isEmpty();
        assertThat(proofs(World.finished().vm(vm -> vm.driver = Optional.empty()))).isEmpty();
        var other = Planner.proofs(World.finished().spec(), World.finished().seen(), _ -> false);
        assertThat(other).isEmpty();
        assertThat(World.finished().vm(VM).guest.loaded).isPresent();
    }

    private static List<Step> proofs(World world) {
        return Planner.proofs(world.spec(), world.seen(), World::everything);
    }
}
