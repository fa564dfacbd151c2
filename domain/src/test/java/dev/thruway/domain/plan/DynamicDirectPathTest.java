package dev.thruway.domain.plan;

import static dev.thruway.domain.plan.World.SLOT_3;
import static dev.thruway.domain.plan.World.SLOT_5;
import static dev.thruway.domain.plan.World.VM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.domain.condition.Condition;
import dev.thruway.domain.condition.ConditionId;
import dev.thruway.domain.condition.Target;
import dev.thruway.domain.mmio.MmioKeys;
import dev.thruway.domain.observation.AttachedDevice;
import dev.thruway.domain.observation.DynamicDevice;
import dev.thruway.domain.observation.PassthroughState;
import dev.thruway.domain.observation.VmState.Power;
import dev.thruway.domain.pci.PciAddress;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// VMs whose cards vSphere picks.
class DynamicDirectPathTest {

    private static final DynamicDevice ANY_L40S = products(Optional.empty(), "10de:26b9");

    private static DynamicDevice products(Optional<String> label, String... ids) {
        return new DynamicDevice(new TreeSet<>(List.of(ids)), label);
    }

    private static World byModel() {
        return World.bare()
                .vm(vm -> {
                    vm.wantsDynamic("L40S", 1);
                    vm.driver = Optional.empty();
                });
    }

    private static World byLabel() {
        return World.bare()
                .card(SLOT_5, c -> c.label = Optional.of("ai-gpu"))
                .vm(vm -> {
                    vm.wantsLabel("ai-gpu");
                    vm.driver = Optional.empty();
                });
    }

    private static World finished() {
        return byModel()
                .card(SLOT_5, c -> c.passthrough(PassthroughState.ACTIVE))
                .vm(vm -> {
                    vm.holdDynamic(ANY_L40S, Optional.of(PciAddress.parse(SLOT_5)));
                    vm.lockMemory();
                    vm.window(128);
                    vm.power = Power.ON;
                });
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
    void theDeviceAsksForEveryProductOfTheModel() {
        assertThat(step(byModel(), "attach-dynamic-device").action())
                .isEqualTo(new Action.AttachDynamicDevice(ANY_L40S, "L40S"));
        assertThat(codes(byModel())).doesNotContain("attach-device");
    }

    @Test
    void theDeviceAsksForTheLabelAndTheProductsThatHaveIt() {
        assertThat(step(byLabel(), "attach-dynamic-device").action())
                .isEqualTo(
                        new Action.AttachDynamicDevice(
                                products(Optional.of("ai-gpu"), "10de:26b9"), "label ai-gpu"));
    }

    @Test
    void enoughCardsAreSwitchedToPassthrough() {
        var world = byModel();
        assertThat(codes(world)).containsOnlyOnce("enable-passthrough");
        world.card(SLOT_5, c -> c.passthrough(PassthroughState.ACTIVE));
        assertThat(codes(world)).doesNotContain("enable-passthrough");
    }

    @Test
    void aCardIsSwitchedOnlyWhereItHasTheLabel() {
        assertThat(step(byLabel(), "enable-passthrough").path()).contains(SLOT_5);
    }

    @Test
    void aLabelThatNoCardHasIsRefused() {
        var world = byLabel().card(SLOT_5, c -> c.label = Optional.empty());
        assertThat(world.blockers()).contains("no-such-card");
        assertThat(world.plan().blockers().getFirst().cause().args())
                .containsEntry("wanted", "label ai-gpu");
    }

    @Test
    void aModelOfNoCatalogIsRefused() {
        var world = World.bare().vm(vm -> vm.wantsDynamic("B9000", 1));
        assertThat(world.blockers()).contains("unknown-model");
    }

    @Test
    void moreThanThereAreAreRefused() {
        var world = World.bare().vm(vm -> vm.wantsDynamic("L40S", 3));
        assertThat(world.blockers()).containsExactly("too-few-cards");
    }

    @Test
    void aCardThatAFixedDeviceOfAnotherVmHoldsIsNotCountedOn() {
        var world = byModel().strangerHolding("other", SLOT_3, Power.ON);
        assertThat(world.cardsFor(VM)).containsExactly(SLOT_5);
    }

    @Test
    void nothingIsPlannedWhereEverythingHolds() {
        assertThat(finished().plan().steps()).isEmpty();
        assertThat(finished().plan().conditions()).allMatch(Condition::holds);
        assertThat(finished().condition(ConditionId.VM_PCI_DEVICE).evidence().values())
                .singleElement()
                .satisfies(e -> assertThat(e).contains("dynamic", "10de:26b9", SLOT_5));
    }

    @Test
    void aDeviceOfAnotherLabelIsNotTheOneThatIsWanted() {
        var world =
                finished()
                        .vm(vm -> {
                            vm.devices.clear();
                            vm.holdDynamic(
                                    products(Optional.of("other"), "10de:26b9"), Optional.empty());
                        });
        assertThat(world.condition(ConditionId.VM_PCI_DEVICE).reason())
                .isEqualTo("dynamic-device-missing");
    }

    @Test
    void aDeviceForAnotherProductIsNotTheOneThatIsWanted() {
        var world =
                finished()
                        .vm(vm -> {
                            vm.devices.clear();
                            vm.holdDynamic(
                                    products(Optional.empty(), "10de:26b9", "10de:1eb8"),
                                    Optional.empty());
                        });
        assertThat(codes(world)).contains("attach-dynamic-device");
    }

    @Test
    void theWindowFitsTheLargestCardThatHasTheLabel() {
        var world =
                byLabel()
                        .card(
                                SLOT_3,
                                c -> {
                                    c.label = Optional.of("ai-gpu");
                                    c.ids = TestKnowledge.T4;
                                    c.passthrough(PassthroughState.ACTIVE);
                                });
        assertThat(world.cardsFor(VM)).containsExactly(SLOT_3);
        assertThat(world.plan().steps())
                .extracting(Step::action)
                .contains(new Action.SetExtraConfig(MmioKeys.SIZE_GB, "128"));
    }

    @Test
    void aCardOfNoCatalogWithTheLabelLeavesTheWindowUnknown() {
        var world =
                byLabel()
                        .card(
                                SLOT_3,
                                c -> {
                                    c.label = Optional.of("ai-gpu");
                                    c.ids = TestKnowledge.STRANGER;
                                });
        assertThat(world.blockers()).contains("window-unknown");
    }

    @Test
    void hardware17IsNeeded() {
        var world = byModel().vm(vm -> vm.hardware = 13);
        assertThat(step(world, "upgrade-hardware").action())
                .isEqualTo(new Action.UpgradeHardware(17));
    }

    @Test
    void theLicenceIsAConsequence() {
        assertThat(byModel().plan().consequences())
                .extracting(c -> c.message().key())
                .contains("consequence.dynamic-licence", "consequence.dynamic-ha")
                .doesNotContain("consequence.ha");
    }

    @Test
    void undoTakesTheDeviceAwayAndLeavesOneThatWasThereBefore() {
        var world =
                byModel()
                        .eachCard(c -> c.passthrough(PassthroughState.ACTIVE))
                        .vm(vm -> {
                            vm.gpus.clear();
                            vm.wantsDynamic("L40S", 2);
                            vm.holdDynamic(ANY_L40S, Optional.empty());
                        });
        Physics.carryOut(world, world.plan());
        assertThat(world.vm().devices).hasSize(2);

        assertThat(world.undo().steps())
                .extracting(Step::action)
                .filteredOn(Action.DetachDevice.class::isInstance)
                .containsExactly(new Action.DetachDevice(13_001, "PCI device"));
    }

    @Test
    void undoGivesTheCardThatTheVmHasBackToItsHost() {
        var world = byModel();
        Physics.carryOut(world, world.plan());

        assertThat(World.codes(world.undo(t -> t.equals(Target.vm(VM)))))
                .contains("disable-passthrough", "forget-host");
        assertThat(world.undo().blockers()).isEmpty();
    }

    private static final Predicate<Target> THE_VM = Target.vm(VM)::equals;

    private static World applied(World world) {
        Physics.carryOut(world, world.plan());
        return world;
    }

    private static List<String> switchedOff(World world, Predicate<Target> wanted) {
        assertThat(world.undo(wanted).blockers()).isEmpty();
        return world.undo(wanted).steps().stream()
                .map(Step::action)
                .flatMap(a ->
                        a instanceof Action.DisablePassthrough off
                                ? Stream.of(off.address().toString())
                                : Stream.empty())
                .toList();
    }

    @Test
    void undoOfAVmThatIsOffSwitchesOffWhatWasSwitchedOnForItsDevice() {
        var world = applied(byModel());
        world.vm(vm -> {
            vm.power = Power.OFF;
            vm.devices.replaceAll(AttachedDevice::configured);
        });

        assertThat(switchedOff(world, THE_VM)).containsExactly(SLOT_3);
        assertThat(World.codes(world.undo(THE_VM))).contains("forget-host");
    }

    @Test
    void undoGoesOnWhereTheDeviceIsGoneAlready() {
        var world = applied(byModel());
        world.vm(vm -> {
            vm.power = Power.OFF;
            vm.devices.clear();
        });
        assertThat(switchedOff(world, THE_VM)).containsExactly(SLOT_3);
    }

    @Test
    void undoSwitchesOffTheCardOfThruwayAlsoWhereTheVmRunsWithAnother() {
        var world = applied(byModel());
        world.card(SLOT_5, c -> c.passthrough(PassthroughState.ACTIVE));
        world.vm(vm -> {
            vm.devices.clear();
            vm.holdDynamic(ANY_L40S, Optional.of(PciAddress.parse(SLOT_5)));
        });
        assertThat(switchedOff(world, THE_VM)).containsExactly(SLOT_3);
    }

    @Test
    void undoLeavesOnAsManyCardsAsAnotherVmNeeds() {
        var world =
                applied(byModel().vm("gpu03", vm -> vm.wantsDynamic("L40S", 1)))
                        .vm("gpu03", vm -> vm.power = Power.OFF);
        world.vm("gpu03", vm -> vm.devices.replaceAll(AttachedDevice::configured));
        world.vm(vm -> vm.power = Power.OFF);
        world.vm(vm -> vm.devices.replaceAll(AttachedDevice::configured));

        assertThat(switchedOff(world, THE_VM)).hasSize(1);
        assertThat(switchedOff(world, World::everything)).containsExactly(SLOT_3, SLOT_5);
    }

    @Test
    void undoLeavesTheOnlyCardOnForAVmThatSharesIt() {
        var world = applied(byModel());
        world.vm(
                "gpu03",
                vm -> {
                    vm.wantsDynamic("L40S", 1);
                    vm.holdDynamic(ANY_L40S, Optional.empty());
                });
        assertThat(switchedOff(world, THE_VM)).isEmpty();
    }

    @Test
    void aVmThatWasGivenNothingYetKeepsNoCardOn() {
        var world = applied(byModel());
        world.vm("gpu03", vm -> vm.wantsDynamic("L40S", 1));
        assertThat(switchedOff(world, THE_VM)).containsExactly(SLOT_3);
    }

    @Test
    void undoOfAVmLeavesOnWhatTheServersOwnPassthroughNeeds() {
        var world = applied(byModel().server(s -> s.offer("L40S", 1)));
        assertThat(switchedOff(world, THE_VM)).isEmpty();
        assertThat(World.codes(world.undo(THE_VM))).contains("forget-vm");
        assertThat(switchedOff(world, World::everything)).containsExactly(SLOT_3);
    }

    @Test
    void undoOfAFixedDeviceLeavesOnWhatTheServersOwnPassthroughNeeds() {
        var world = World.bare().vm(vm -> vm.wantsAt(SLOT_5)).server(s -> s.offer("L40S", 1));
        assertThat(switchedOff(applied(world), THE_VM)).isEmpty();
        world.server(s -> s.passthrough.clear());
        assertThat(switchedOff(world, THE_VM)).containsExactly(SLOT_5);
    }

    @Test
    void undoOfOneLabelLeavesCardsOfAnotherOn() {
        var world = applied(byLabel().vm("gpu03", vm -> vm.wants("L40S", 1)));
        assertThat(switchedOff(world, THE_VM)).containsExactly(SLOT_5);
    }

    @Test
    void undoLeavesADynamicDeviceThatSomebodyElseAdded() {
        var world = byModel();
        Physics.carryOut(world, world.plan());
        var other = products(Optional.of("theirs"), "10de:26b9");
        world.vm(vm -> vm.holdDynamic(other, Optional.empty()));

        Physics.carryOut(world, world.undo(t -> t.equals(Target.vm(VM))));

        assertThat(world.vm().devices)
                .singleElement()
                .satisfies(d -> assertThat(d.dynamic()).contains(other));
    }

    /// The file sets the label that its VM asks for: one plan does both, the label first.
    @Test
    void aLabelThatTheFileSetsIsThereForItsVm() {
        var world =
                byLabel()
                        .card(SLOT_5, c -> c.label = Optional.empty())
                        .server(s -> s.offer("L40S", 2, "ai-gpu"));
        assertThat(world.blockers()).isEmpty();
        assertThat(World.codes(world.plan()))
                .containsSubsequence("set-hardware-label", "attach-dynamic-device");
        var attach =
                world.plan().steps().stream()
                        .filter(s -> s.action().code().equals("attach-dynamic-device"))
                        .findFirst()
                        .orElseThrow();
        assertThat(((Action.AttachDynamicDevice) attach.action()).device())
                .isEqualTo(products(Optional.of("ai-gpu"), "10de:26b9"));
    }

    @Test
    void moreCardsThanTheFileLabelsAreNotPromised() {
        var world =
                byLabel()
                        .card(SLOT_5, c -> c.label = Optional.empty())
                        .server(s -> s.offer("L40S", 1, "ai-gpu"))
                        .vm(vm -> vm.wantsLabel("ai-gpu"));
        assertThat(world.blockers()).isNotEmpty();
    }

    @Test
    void theCardThatIsPromisedIsTheOneThatIsLabelled() {
        var world =
                byLabel()
                        .card(SLOT_5, c -> c.label = Optional.empty())
                        .server(s -> {
                            s.offer("L40S", 1);
                            s.offer("L40S", 1, "ai-gpu");
                        });
        assertThat(world.blockers()).isEmpty();
        assertThat(world.cardsFor(VM)).containsExactly(SLOT_3);
        assertThat(step(world, "set-hardware-label").path()).contains(SLOT_3);
    }

    @Test
    void aCardThatAnotherEntryNamesByItsAddressIsNotLabelled() {
        var world =
                byLabel()
                        .card(SLOT_5, c -> c.label = Optional.empty())
                        .server(s -> {
                            s.offer("L40S", 1, "ai-gpu");
                            s.offerAt(SLOT_3);
                        });
        assertThat(world.blockers()).isEmpty();
        assertThat(world.cardsFor(VM)).containsExactly(SLOT_5);
        assertThat(step(world, "set-hardware-label").path()).contains(SLOT_5);
    }
}
