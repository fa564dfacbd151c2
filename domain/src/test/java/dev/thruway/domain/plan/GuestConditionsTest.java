package dev.thruway.domain.plan;

import static dev.thruway.domain.plan.World.SLOT_3;
import static dev.thruway.domain.plan.World.SLOT_5;
import static dev.thruway.domain.plan.World.VM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.domain.condition.Condition.Status;
import dev.thruway.domain.condition.ConditionId;
import dev.thruway.domain.condition.Target;
import dev.thruway.domain.observation.GuestObservation.CudaProof;
import dev.thruway.domain.observation.GuestObservation.Function;
import dev.thruway.domain.observation.GuestObservation.SmiGpu;
import dev.thruway.domain.observation.PassthroughState;
import dev.thruway.domain.observation.SmiAnswer;
import dev.thruway.domain.observation.VmState.Power;
import dev.thruway.domain.pci.PciIds;
import dev.thruway.domain.spec.Driver;
import dev.thruway.domain.text.Phrase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class GuestConditionsTest {

    private static final Phrase CAUSE = Phrase.of("unread.timed-out");

    private static final List<ConditionId> OF_GUEST =
            List.of(
                    ConditionId.GUEST_NOUVEAU_OFF,
                    ConditionId.GUEST_DRIVER_INSTALLED,
                    ConditionId.GUEST_GPU_VISIBLE,
                    ConditionId.GUEST_NVIDIA_SMI,
                    ConditionId.GUEST_CUDA);

    private static void expect(World world, ConditionId id, Status status, String reason) {
        var condition = world.condition(id);
        assertThat(condition.status()).as("%s", condition).isEqualTo(status);
        assertThat(condition.reason()).isEqualTo(reason);
        assertThat(condition.target()).isEqualTo(Target.vm(VM));
    }

    private static World with(Consumer<GuestDraft> change) {
        return World.finished().vm(vm -> change.accept(vm.guest));
    }

    private static World withTwoCards() {
        return World.finished()
                .holding(VM, SLOT_5)
                .card(SLOT_5, c -> c.passthrough(PassthroughState.ACTIVE))
                .vm(vm -> {
                    vm.wants("L40S", 1);
                    vm.window(256);
                    vm.guest.finish(2);
                });
    }

    private static SmiAnswer listing(PciIds... cards) {
        var all = new ArrayList<SmiGpu>();
        for (var ids : cards) {
            all.add(GuestDraft.gpu(all.size(), ids, Optional.empty()));
        }
        return new SmiAnswer.Listed(all);
    }

    @Test
    void allHoldWithOneCardAndWithTwo() {
        assertThat(World.finished().plan().allHold()).isTrue();
        assertThat(withTwoCards().plan().allHold()).isTrue();
    }

    @Test
    void areUnknownWhereTheGuestCouldNotBeRead() {
        var world = with(g -> g.unread = Optional.of(CAUSE));
        OF_GUEST.forEach(id -> expect(world, id, Status.UNKNOWN, "timed-out"));
    }

    @ParameterizedTest
    @EnumSource(Power.class)
    void areUnknownWhileTheVmDoesNotRun(Power power) {
        var world = World.finished().vm(vm -> vm.power = power);
        switch (power) {
            case ON -> assertThat(world.plan().allHold()).isTrue();
            case OFF -> OF_GUEST.forEach(id -> expect(world, id, Status.UNKNOWN, "vm-off"));
            case SUSPENDED ->
                    OF_GUEST.forEach(id -> expect(world, id, Status.UNKNOWN, "vm-suspended"));
        }
    }

    @Test
    void areUnknownWhereTheVmCouldNotBeRead() {
        var world = World.finished().vm(vm -> vm.unread = Optional.of(CAUSE));
        OF_GUEST.forEach(id -> expect(world, id, Status.UNKNOWN, "timed-out"));
    }

    @Test
    void areNotAskedForWhereTheFileHasNoGuest() {
        var world = World.finished().vm(vm -> vm.driver = Optional.empty());
        assertThat(world.plan().conditions())
                .extracting(c -> c.id())
                .doesNotContainAnyElementsOf(OF_GUEST);
    }

    @Test
    void whatDependsOnTheHostsCardsIsUnknownWhereTheHostCouldNotBeRead() {
        var world = World.finished().server(s -> s.hostUnread = Optional.of(CAUSE));
        expect(world, ConditionId.GUEST_GPU_VISIBLE, Status.UNKNOWN, "timed-out");
        expect(world, ConditionId.GUEST_NVIDIA_SMI, Status.UNKNOWN, "timed-out");
        expect(world, ConditionId.GUEST_CUDA, Status.UNKNOWN, "timed-out");
        expect(world, ConditionId.GUEST_NOUVEAU_OFF, Status.TRUE, "nouveau-off");
        expect(world, ConditionId.GUEST_DRIVER_INSTALLED, Status.TRUE, "driver-loaded");
    }

    @ParameterizedTest
    @CsvSource({
        "false, false, TRUE, nouveau-off",
        "false, true, FALSE, nouveau-loadable",
        "true, false, FALSE, nouveau-loaded",
        "true, true, FALSE, nouveau-loaded"
    })
    void nouveauMayNeitherBeLoadedNorLoadable(
            boolean loaded, boolean loadable, Status status, String reason) {
        expect(
                with(g -> {
                    g.nouveauLoaded = loaded;
                    g.nouveauLoadable = loadable;
                }),
                ConditionId.GUEST_NOUVEAU_OFF,
                status,
                reason);
    }

    @Test
    void anInitramfsThatCouldNotBeListedLeavesItOpenWhetherNouveauLoads() {
        expect(
                with(g -> g.initramfsUnread = true),
                ConditionId.GUEST_NOUVEAU_OFF,
                Status.UNKNOWN,
                "initramfs-unread");
    }

    @ParameterizedTest
    @CsvSource({
        ", , , FALSE, driver-missing",
        "580.95.05, , , FALSE, driver-not-loaded",
        "580.95.05, 580.95.05, , TRUE, driver-loaded",
        "580.95.05, 580.95.05, 580, TRUE, driver-loaded",
        "580.95.05, 580.95.05, 570, FALSE, driver-other-branch",
        "580.95.05, 580.95.05, 958, FALSE, driver-other-branch",
        "580.95.05, 570.86.10, , FALSE, driver-mismatch",
        "580.95.05, 570.86.10, 570, FALSE, driver-mismatch",
        ", 580.95.05, , TRUE, driver-loaded"
    })
    void driverHasToBeTheWantedOneAndLoaded(
            String installed, String loaded, Integer branch, Status status, String reason) {
        var world =
                with(g -> {
                    g.installed = Optional.ofNullable(installed);
                    g.loaded = Optional.ofNullable(loaded);
                });
        Optional.ofNullable(branch)
                .ifPresent(b -> world.vm(vm -> vm.driver = Optional.of(new Driver.Branch(b))));
        expect(world, ConditionId.GUEST_DRIVER_INSTALLED, status, reason);
    }

    @Test
    void anyDriverWillDoWhereSomethingElseInstallsIt() {
        var world = World.finished().vm(vm -> vm.driver = Optional.of(new Driver.None()));
        expect(world, ConditionId.GUEST_DRIVER_INSTALLED, Status.TRUE, "driver-loaded");
    }

    @Test
    void everyCardHasToBeOnTheBus() {
        expect(
                with(g -> g.bus = Optional.of(List.of())),
                ConditionId.GUEST_GPU_VISIBLE,
                Status.FALSE,
                "gpu-not-on-bus");
        var one = GuestDraft.functions(List.of(TestKnowledge.L40S));
        expect(
                withTwoCards().vm(vm -> vm.guest.bus = Optional.of(one)),
                ConditionId.GUEST_GPU_VISIBLE,
                Status.FALSE,
                "gpu-not-on-bus");
    }

    @Test
    void anotherProductOnTheBusIsNotTheCard() {
        expect(
                with(g -> g.bus = Optional.of(GuestDraft.functions(List.of(TestKnowledge.T4)))),
                ConditionId.GUEST_GPU_VISIBLE,
                Status.FALSE,
                "gpu-not-on-bus");
    }

    @Test
    void furtherGpusOnTheBusDoNotMatter() {
        var two = GuestDraft.functions(List.of(TestKnowledge.T4, TestKnowledge.L40S));
        expect(
                with(g -> g.bus = Optional.of(two)),
                ConditionId.GUEST_GPU_VISIBLE,
                Status.TRUE,
                "gpu-on-bus");
    }

    @Test
    void everyBarHasToHaveAnAddress() {
        var blind = new Function(GuestDraft.address(0), TestKnowledge.L40S, List.of(1), List.of());
        expect(
                with(g -> g.bus = Optional.of(List.of(blind))),
                ConditionId.GUEST_GPU_VISIBLE,
                Status.FALSE,
                "bar-unassigned");
    }

    @Test
    void nvidiaSmiThatFailsIsFalseInItsOwnWords() {
        expect(
                with(g ->
                        g.smi =
                                Optional.of(
                                        new SmiAnswer.Failed(Phrase.of("condition.smi-failed")))),
                ConditionId.GUEST_NVIDIA_SMI,
                Status.FALSE,
                "smi-failed");
    }

    @Test
    void nvidiaSmiThatCannotBeReadIsUnknown() {
        var garbled = new SmiAnswer.Unread(Phrase.of("condition.smi-unreadable"));
        expect(
                with(g -> g.smi = Optional.of(garbled)),
                ConditionId.GUEST_NVIDIA_SMI,
                Status.UNKNOWN,
                "smi-unreadable");
    }

    @Test
    void nvidiaSmiHasToListEveryCard() {
        expect(
                with(g -> g.smi = Optional.of(listing())),
                ConditionId.GUEST_NVIDIA_SMI,
                Status.FALSE,
                "smi-lists-fewer");
        expect(
                withTwoCards().vm(vm -> vm.guest.smi = Optional.of(listing(TestKnowledge.L40S))),
                ConditionId.GUEST_NVIDIA_SMI,
                Status.FALSE,
                "smi-lists-fewer");
    }

    @Test
    void nvidiaSmiHasToListTheSameProduct() {
        expect(
                with(g -> g.smi = Optional.of(listing(TestKnowledge.T4))),
                ConditionId.GUEST_NVIDIA_SMI,
                Status.FALSE,
                "smi-lists-fewer");
        expect(
                withTwoCards()
                        .vm(vm ->
                                vm.guest.smi =
                                        Optional.of(listing(TestKnowledge.L40S, TestKnowledge.T4))),
                ConditionId.GUEST_NVIDIA_SMI,
                Status.FALSE,
                "smi-lists-fewer");
    }

    @Test
    void nvidiaSmiThatTellsNoIdsIsCounted() {
        var gpu = GuestDraft.gpu(0, TestKnowledge.L40S, Optional.empty());
        var mute =
                new SmiGpu(
                        gpu.address(),
                        gpu.name(),
                        gpu.uuid(),
                        gpu.serial(),
                        gpu.memoryMib(),
                        gpu.driver(),
                        gpu.cuda(),
                        Optional.empty());
        expect(
                with(g -> g.smi = Optional.of(new SmiAnswer.Listed(List.of(mute)))),
                ConditionId.GUEST_NVIDIA_SMI,
                Status.TRUE,
                "smi-lists-all");
    }

    @ParameterizedTest
    @CsvSource({"46068, TRUE", "44237, TRUE", "44236, FALSE", "24000, FALSE", "0, FALSE"})
    void nvidiaSmiHasToReportTheFullMemory(long mib, Status status) {
        var gpu = GuestDraft.gpu(0, TestKnowledge.L40S, Optional.empty());
        var with =
                new SmiGpu(
                        gpu.address(),
                        gpu.name(),
                        gpu.uuid(),
                        gpu.serial(),
                        mib,
                        gpu.driver(),
                        gpu.cuda(),
                        gpu.ids());
        expect(
                with(g -> g.smi = Optional.of(new SmiAnswer.Listed(List.of(with)))),
                ConditionId.GUEST_NVIDIA_SMI,
                status,
                status == Status.TRUE ? "smi-lists-all" : "smi-memory-short");
    }

    @Test
    void noKernelHasRun() {
        expect(
                with(g -> g.proof = Optional.empty()),
                ConditionId.GUEST_CUDA,
                Status.FALSE,
                "cuda-not-run");
    }

    @ParameterizedTest
    @CsvSource({
        "boot-1, 580.95.05, 1, TRUE",
        "boot-1, 580.95.05, 2, TRUE",
        "boot-0, 580.95.05, 1, FALSE",
        "boot-1, 570.86.10, 1, FALSE",
        "boot-1, 580.95.05, 0, FALSE"
    })
    void aProofStandsForItsBootItsDriverAndItsCards(
            String boot, String driver, int cards, Status status) {
        var addresses =
                Stream.iterate(0, i -> i + 1)
                        .limit(cards)
                        .map(i -> GuestDraft.address(i).toString())
                        .toList();
        expect(
                with(g -> g.proof = Optional.of(new CudaProof(boot, driver, addresses))),
                ConditionId.GUEST_CUDA,
                status,
                status == Status.TRUE ? "cuda-ran" : "cuda-proof-old");
    }

    @Test
    void aProofOnNoCardProvesNothing() {
        var world =
                World.finished()
                        .vm(vm -> {
                            vm.gpus.clear();
                            vm.wants("T4", 1);
                            vm.guest.prove(0);
                        });
        expect(world, ConditionId.GUEST_CUDA, Status.FALSE, "cuda-proof-old");
        expect(world, ConditionId.GUEST_GPU_VISIBLE, Status.FALSE, "gpu-not-on-bus");
        expect(world, ConditionId.GUEST_NVIDIA_SMI, Status.FALSE, "smi-lists-fewer");
    }

    @Test
    void aProofOfAsManyCardsAsTheFileWantsIsNeeded() {
        expect(
                withTwoCards().vm(vm -> vm.guest.prove(1)),
                ConditionId.GUEST_CUDA,
                Status.FALSE,
                "cuda-proof-old");
        assertThat(withTwoCards().cardsFor(VM)).containsExactly(SLOT_3, SLOT_5);
    }
}
