package dev.thruway.domain.plan;

import static dev.thruway.domain.plan.World.SLOT_3;
import static dev.thruway.domain.plan.World.SLOT_5;
import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.domain.Seeds;
import dev.thruway.domain.condition.Condition;
import dev.thruway.domain.condition.Target;
import dev.thruway.domain.mmio.MmioKeys;
import dev.thruway.domain.observation.Observed;
import dev.thruway.domain.observation.PassthroughState;
import dev.thruway.domain.observation.VmState.Firmware;
import dev.thruway.domain.observation.VmState.Power;
import dev.thruway.domain.pci.PciIds;
import dev.thruway.domain.spec.Driver;
import dev.thruway.domain.spec.Vm;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Plans for random worlds, carried out by [Physics].
class JourneyPropertyTest {

    private static final List<String> SLOTS =
            List.of(SLOT_3, SLOT_5, "0000:c2:00.0", "0000:42:00.0");
    private static final List<PciIds> PRODUCTS =
            List.of(TestKnowledge.L40S, TestKnowledge.L4, TestKnowledge.T4);
    private static final List<PassthroughState> STATES =
            List.of(
                    PassthroughState.OFF,
                    PassthroughState.ENABLED_NOT_ACTIVE,
                    PassthroughState.DISABLED_STILL_ACTIVE,
                    PassthroughState.ACTIVE);
    private static final List<PassthroughState> AUDIO_STATES =
            List.of(
                    PassthroughState.OFF,
                    PassthroughState.ENABLED_NOT_ACTIVE,
                    PassthroughState.DISABLED_STILL_ACTIVE,
                    PassthroughState.ACTIVE,
                    PassthroughState.INCAPABLE);
    private static final List<Driver> DRIVERS =
            List.of(new Driver.Auto(), new Driver.Branch(580), new Driver.Branch(570));

    private static final int SEEDS = 250;

    private static final String OLD_DRIVER = "570.86.10";

    /// A round of the guest's steps may show what the next has to do, as where a driver of another
    /// branch is loaded after a restart.
    private static final int ROUNDS = 3;

    @Test
    void aPlanThatIsCarriedOutLeavesNothingToPlan() {
        var planned = new int[1];
        Seeds.each(
                SEEDS,
                random -> {
                    var world = randomWorld(random);
                    if (!world.plan().blockers().isEmpty()) {
                        carryOutTheRest(world);
                        return;
                    }
                    planned[0]++;
                    Physics.carryOut(world, world.plan());
                    assertThat(World.codes(world.plan()))
                            .as("the configuration is settled at once")
                            .isSubsetOf("install-driver", "prove-cuda");
                    finish(world);
                    assertThat(world.plan().conditions()).allMatch(Condition::holds);
                });
        assertThat(planned[0])
                .as("worlds that could be planned for")
                .matches(n -> n == 1 || n > SEEDS / 4);
    }

    /// What is planned beside a VM that is kept out can be carried out without it. Where its host
    /// reboots for others, it is shut down and started again, as any other VM there.
    private static void carryOutTheRest(World world) {
        var plan = world.plan();
        var blocked =
                plan.blockers().stream()
                        .map(Blocker::target)
                        .filter(t -> t.kind() == Target.Kind.VM)
                        .toList();
        assertThat(plan.steps())
                .filteredOn(s -> blocked.contains(s.target()))
                .extracting(Step::action)
                .allMatch(Action.OnVmPower.class::isInstance);
        var on = world.vms.values().stream().filter(VmDraft::on).map(v -> v.name).toList();
        Physics.carryOut(world, new Plan(plan.steps(), List.of(), List.of(), List.of()));
        assertThat(world.vms.values().stream().filter(VmDraft::on).map(v -> v.name).toList())
                .containsAll(on);
        assertThat(world.strangers).allMatch(VmDraft::on);
        assertThat(World.codes(world.plan())).isSubsetOf("install-driver", "prove-cuda");
    }

    @Test
    void undoBringsTheFirstConfigurationBack() {
        Seeds.each(
                SEEDS,
                random -> {
                    var world = randomWorld(random);
                    var before = Physics.configuration(world);
                    if (!world.plan().blockers().isEmpty() || pendingToggles(world)) {
                        return;
                    }
                    boolean changesVms =
                            world.vms.keySet().stream().allMatch(vm -> changesConfig(world, vm));
                    finish(world);
                    if (!changesVms && stillHeld(world)) {
                        return;
                    }
                    Physics.carryOut(world, world.undo());
                    assertThat(World.codes(world.undo())).isEmpty();
                    var after = Physics.configuration(world);
                    before.forEach((key, value) -> {
                        // A driver in place of another is not replaced again: only what was added
                        // goes.
                        if (key.startsWith("driver ") && value.equals(Optional.of(OLD_DRIVER))) {
                            after.put(key, value);
                        }
                    });
                    if (!changesVms) {
                        // A VM that only had to be started has nothing noted, and stays on.
                        before.keySet().removeIf(k -> k.startsWith("power "));
                        after.keySet().removeIf(k -> k.startsWith("power "));
                    }
                    assertThat(after).isEqualTo(before);
                });
    }

    @Test
    void aRunThatEndsAfterAnyStepGoesOnFromThere() {
        Seeds.each(
                SEEDS,
                random -> {
                    var world = randomWorld(random);
                    var plan = world.plan();
                    if (!plan.blockers().isEmpty() || plan.steps().isEmpty()) {
                        return;
                    }
                    int done = random.nextInt(plan.steps().size());
                    Physics.carryOut(world, whole(plan, done));
                    finish(world);
                    assertThat(world.plan().conditions()).allMatch(Condition::holds);
                    assertThat(world.strangers).allMatch(VmDraft::on);
                    assertThat(world.server(World.SERVER).inMaintenanceMode).isFalse();
                    assertThat(world.server(World.SERVER).pending.known())
                            .contains(Optional.empty());
                });
    }

    @Test
    void anUndoThatEndsAfterAnyStepGoesOnFromThere() {
        Seeds.each(
                SEEDS,
                random -> {
                    var world = randomWorld(random);
                    if (!world.plan().blockers().isEmpty()) {
                        return;
                    }
                    finish(world);
                    var plan = world.undo();
                    if (!plan.blockers().isEmpty() || plan.steps().isEmpty()) {
                        return;
                    }
                    Physics.carryOut(world, whole(plan, random.nextInt(plan.steps().size())));
                    if (stillHeld(world)) {
                        return;
                    }
                    for (int round = 0; round < ROUNDS; round++) {
                        Physics.carryOut(world, world.undo());
                    }
                    assertThat(World.codes(world.undo())).isEmpty();
                    assertThat(world.strangers).allMatch(VmDraft::on);
                    assertThat(world.server(World.SERVER).inMaintenanceMode).isFalse();
                    assertThat(world.server(World.SERVER).pending.known())
                            .contains(Optional.empty());
                });
    }

    /// The VMs alone are asked for the second time: what their cards' host owes is given back too.
    @Test
    void anUndoThatWasCutOffRestoresTheWholeConfiguration() {
        Seeds.each(
                SEEDS,
                random -> {
                    var world = randomWorld(random);
                    var before = Physics.configuration(world);
                    if (!world.plan().blockers().isEmpty() || pendingToggles(world)) {
                        return;
                    }
                    boolean changesVms =
                            world.vms.keySet().stream().allMatch(vm -> changesConfig(world, vm));
                    finish(world);
                    var undo = world.undo();
                    if (!changesVms || undo.steps().isEmpty()) {
                        return;
                    }
                    Physics.carryOut(world, whole(undo, random.nextInt(undo.steps().size())));
                    Physics.carryOut(world, world.undo());
                    assertThat(World.codes(world.undo())).isEmpty();
                    var after = Physics.configuration(world);
                    before.keySet().removeIf(k -> k.startsWith("driver "));
                    after.keySet().removeIf(k -> k.startsWith("driver "));
                    assertThat(after).isEqualTo(before);
                });
    }

    /// Neighbouring changes of one VM are one change of the world: all of them happen or none.
    private static Plan whole(Plan plan, int done) {
        var steps = plan.steps();
        int end = done;
        while (end > 0
                && end < steps.size()
                && steps.get(end - 1).action() instanceof Action.OnVmConfig
                && steps.get(end).action() instanceof Action.OnVmConfig
                && steps.get(end).target().equals(steps.get(end - 1).target())) {
            end++;
        }
        return new Plan(steps.subList(0, end), List.of(), List.of(), List.of());
    }

    private static void finish(World world) {
        for (int round = 0; round < ROUNDS && !world.plan().steps().isEmpty(); round++) {
            Physics.carryOut(world, world.plan());
        }
        assertThat(World.codes(world.plan())).isEmpty();
        assertThat(world.plan().blockers()).isEmpty();
    }

    private static boolean changesConfig(World world, String vm) {
        return world.plan().steps().stream()
                .anyMatch(s ->
                        s.target().name().equals(vm) && s.action() instanceof Action.OnVmConfig);
    }

    /// A VM that was as wanted, with a card that was off: nothing is noted in it, so nothing is
    /// taken from it, and its card stays on.
    private static boolean stillHeld(World world) {
        return world.undo().blockers().stream().anyMatch(b -> b.code().equals("card-still-held"));
    }

    /// A toggle that waited for a reboot before Thruway came is in effect after its reboot.
    private static boolean pendingToggles(World world) {
        return world.servers.values().stream()
                .flatMap(s -> s.cards.stream())
                .flatMap(c -> Stream.concat(Stream.of(c.state()), c.audio.stream()))
                .anyMatch(state ->
                        state == PassthroughState.ENABLED_NOT_ACTIVE
                                || state == PassthroughState.DISABLED_STILL_ACTIVE);
    }

    private static World randomWorld(Random random) {
        var world = World.bare();
        world.server(s -> {
            s.cards.clear();
            for (int i = 0; i < SLOTS.size(); i++) {
                var card = new CardDraft(SLOTS.get(i), 2 * i + 3, i % 2, "132000000000" + i);
                card.ids = PRODUCTS.get(Math.max(0, random.nextInt(6) - 3));
                card.passthrough(pick(random, STATES));
                if (random.nextInt(3) == 0) {
                    card.audio = Optional.of(pick(random, AUDIO_STATES));
                }
                s.cards.add(card);
            }
            s.rebinds = Observed.of(random.nextInt(3) > 0);
            s.hasBmc = random.nextBoolean();
        });
        for (int n = 1 + random.nextInt(2); n > 0; n--) {
            world.vm("gpu0" + n, vm -> randomVm(random, world, vm));
        }
        if (random.nextInt(3) == 0) {
            world.server(s -> s.offer("L40S", 1, "ai-gpu"));
            world.eachCard(c -> {
                if (random.nextInt(3) == 0) {
                    c.label = Optional.of(pick(random, List.of("ai-gpu", "old")));
                }
            });
        }
        for (int n = random.nextInt(3); n > 0; n--) {
            world.stranger("other-" + n);
        }
        return world;
    }

    private static void randomVm(Random random, World world, VmDraft vm) {
        vm.wants("L40S", 1 + random.nextInt(2));
        switch (random.nextInt(6)) {
            case 0 -> vm.wants("T4", 1);
            case 1 -> vm.wantsDynamic("T4", 1);
            default -> {}
        }
        vm.driver = random.nextInt(4) == 0 ? Optional.empty() : Optional.of(pick(random, DRIVERS));
        vm.secureBootWish = pick(random, List.of(Vm.SecureBoot.values()));
        vm.hardware = random.nextInt(4) == 0 ? 11 : 21;
        vm.secureBoot = Optional.of(vm.hardware >= 13 && random.nextBoolean());
        vm.firmware = random.nextInt(4) == 0 ? Firmware.BIOS : Firmware.EFI;
        vm.conversion = Vm.FirmwareConversion.ALLOWED;
        switch (random.nextInt(3)) {
            case 0 -> vm.lockMemory();
            case 1 -> vm.reservation = 4096;
            default -> {}
        }
        if (random.nextInt(3) == 0) {
            vm.window(1L << random.nextInt(5, 10));
        } else if (random.nextInt(3) == 0) {
            vm.extra.put(MmioKeys.SIZE_GB, "64");
        }
        if (random.nextInt(3) == 0) {
            vm.guest.nouveauLoadable = random.nextBoolean();
            vm.guest.installed = Optional.of(OLD_DRIVER).filter(_ -> random.nextBoolean());
        }
        hold(random, world, vm);
    }

    /// A VM that runs is one that could have been started.
    private static void hold(Random random, World world, VmDraft vm) {
        var server = world.serverOf(vm);
        server.cards.stream()
                .filter(c -> c.ids.equals(TestKnowledge.L40S))
                .filter(c ->
                        world.vms.values().stream()
                                .noneMatch(other -> other.state().holds(c.address)))
                .filter(_ -> random.nextInt(4) == 0)
                .limit(1)
                .toList()
                .forEach(c -> {
                    vm.hold(c.address, c.ids, server.uuid);
                    if (random.nextBoolean()) {
                        c.passthrough(PassthroughState.ACTIVE);
                        vm.lockMemory();
                        vm.window(256);
                        vm.power = Power.ON;
                        vm.guest.start(true);
                    }
                });
        if (vm.devices.isEmpty() && random.nextInt(3) == 0) {
            vm.power = Power.ON;
            vm.guest.start(false);
        }
    }

    private static <T> T pick(Random random, List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
