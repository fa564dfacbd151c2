package dev.thruway.domain.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.thruway.domain.Seeds;
import dev.thruway.domain.condition.Target;
import dev.thruway.domain.pci.PciAddress;
import dev.thruway.domain.pci.PciIds;
import dev.thruway.domain.text.Phrase;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StepOrderTest {

    private static final Target SERVER_1 = Target.server("s1");
    private static final Target SERVER_2 = Target.server("s2");
    private static final Target VM_A = Target.vm("a");
    private static final Target VM_B = Target.vm("b");
    private static final Target VM_C = Target.vm("c");
    private static final PciAddress ADDRESS = PciAddress.parse("0000:41:00.0");

    private static final int SEEDS = 300;

    /// On s1 are a and b, on s2 is c.
    private static World world() {
        var world = World.bare();
        world.servers.clear();
        world.server("s1", _ -> {});
        world.server("s2", _ -> {});
        place(world, "a", "s1");
        place(world, "b", "s1");
        place(world, "c", "s2");
        return world;
    }

    private static void place(World world, String vm, String server) {
        var draft = new VmDraft(vm, server);
        draft.wants("L40S", 1);
        world.vms.put(vm, draft);
    }

    private static StepOrder order(List<Step> steps) {
        return StepOrder.of(world().spec(), world().seen(), steps);
    }

    private static Step step(Target target, Action action, int n) {
        return new Step(
                action.code() + ":" + target + ":" + n,
                action,
                target,
                Phrase.of("step." + action.code()),
                Phrase.of("condition.test"),
                "path",
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Step.Reversal.BY_UNDO,
                Phrase.of("undo." + action.code()),
                Approval.PLAN);
    }

    private static Step attach(Target vm, int n) {
        return step(vm, new Action.AttachDevice(ADDRESS, new PciIds(1, 2, 3, 4), "", ""), n);
    }

    private static Step detach(Target vm, int n) {
        return step(vm, new Action.DetachDevice(13_000, ""), n);
    }

    private static Step power(Target vm, int n) {
        return step(vm, new Action.PowerOnVm(), n);
    }

    private static Step reboot(Target server, int n) {
        return step(server, new Action.RebootHost(), n);
    }

    @Test
    void aStepWaitsForTheOneBeforeItOfItsTarget() {
        var steps = List.of(attach(VM_A, 1), power(VM_C, 2), power(VM_A, 3));
        assertThat(order(steps).waitsFor(steps.get(2))).containsExactly(steps.get(0).id());
        assertThat(order(steps).waitsFor(steps.get(1))).isEmpty();
    }

    @Test
    void aVmWaitsForItsServerAndForNoOther() {
        var steps = List.of(reboot(SERVER_1, 1), reboot(SERVER_2, 2), power(VM_A, 3));
        assertThat(order(steps).waitsFor(steps.get(2))).containsExactly(steps.get(0).id());
    }

    @Test
    void aServerWaitsForAllItsVmsAndTheyForItAgain() {
        var steps =
                List.of(
                        detach(VM_A, 1),
                        detach(VM_B, 2),
                        detach(VM_C, 3),
                        reboot(SERVER_1, 4),
                        power(VM_A, 5));
        assertThat(order(steps).waitsFor(steps.get(3)))
                .containsExactly(steps.get(0).id(), steps.get(1).id());
        assertThat(order(steps).waitsFor(steps.get(4))).containsExactly(steps.get(3).id());
    }

    @Test
    void aCardIsAttachedAfterAnotherVmOfTheServerGaveItUp() {
        var steps = List.of(detach(VM_A, 1), detach(VM_C, 2), attach(VM_B, 3), power(VM_A, 4));
        assertThat(order(steps).waitsFor(steps.get(2))).containsExactly(steps.get(0).id());
        assertThat(order(steps).waitsFor(steps.get(3))).containsExactly(steps.get(0).id());
    }

    @Test
    void aStepOfAnotherPlanIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> order(List.of()).waitsFor(power(VM_A, 1)));
    }

    private static List<Step> randomSteps(Random random) {
        var steps = new ArrayList<Step>();
        for (int n = random.nextInt(1, 25); n > 0; n--) {
            var vm = List.of(VM_A, VM_B, VM_C).get(random.nextInt(3));
            var server = random.nextBoolean() ? SERVER_1 : SERVER_2;
            steps.add(
                    switch (random.nextInt(4)) {
                        case 0 -> attach(vm, n);
                        case 1 -> detach(vm, n);
                        case 2 -> power(vm, n);
                        default -> reboot(server, n);
                    });
        }
        return steps;
    }

    /// Whether one of two steps has to be done before the other may begin.
    private static boolean belongTogether(Step earlier, Step later) {
        if (earlier.target().equals(later.target())) {
            return true;
        }
        boolean sameServer = serverOf(earlier).equals(serverOf(later));
        boolean oneIsTheServer =
                earlier.target().kind() == Target.Kind.SERVER
                        || later.target().kind() == Target.Kind.SERVER;
        boolean handsOver =
                earlier.action() instanceof Action.DetachDevice
                        && later.action() instanceof Action.AttachDevice;
        return sameServer && (oneIsTheServer || handsOver);
    }

    private static String serverOf(Step step) {
        return switch (step.target().name()) {
            case "a", "b", "s1" -> "s1";
            default -> "s2";
        };
    }

    /// All that a step waits for, directly or not.
    private static Set<String> all(StepOrder order, List<Step> steps, Step step) {
        var ids = new HashSet<String>();
        for (var id : order.waitsFor(step)) {
            ids.add(id);
            steps.stream()
                    .filter(s -> s.id().equals(id))
                    .forEach(s -> ids.addAll(all(order, steps, s)));
        }
        return ids;
    }

    /// Waits only for earlier steps, so that there is no circle and the plan's own order is one of
    /// those that are possible; for all that it stands on; and for nothing that it does not.
    @Test
    void everyStepWaitsForExactlyWhatItStandsOn() {
        Seeds.each(
                SEEDS,
                random -> {
                    var steps = randomSteps(random);
                    var order = order(steps);
                    for (int i = 0; i < steps.size(); i++) {
                        var step = steps.get(i);
                        var earlier = steps.subList(0, i);
                        assertThat(earlier).extracting(Step::id).containsAll(order.waitsFor(step));
                        assertThat(all(order, steps, step))
                                .containsAll(
                                        earlier.stream()
                                                .filter(e -> belongTogether(e, step))
                                                .map(Step::id)
                                                .toList());
                        assertThat(earlier)
                                .filteredOn(e -> order.waitsFor(step).contains(e.id()))
                                .allMatch(e -> belongTogether(e, step));
                    }
                });
    }

    /// Whatever is ready is done in any order: what a step stands on is always done before it.
    @Test
    void whateverIsReadyMayBeDoneNext() {
        Seeds.each(
                SEEDS,
                random -> {
                    var steps = randomSteps(random);
                    var order = order(steps);
                    var done = new ArrayList<String>();
                    while (done.size() < steps.size()) {
                        var ready =
                                steps.stream()
                                        .filter(s -> !done.contains(s.id()))
                                        .filter(s -> done.containsAll(order.waitsFor(s)))
                                        .toList();
                        assertThat(ready).isNotEmpty();
                        done.add(ready.get(random.nextInt(ready.size())).id());
                    }
                    for (int i = 0; i < steps.size(); i++) {
                        for (int j = i + 1; j < steps.size(); j++) {
                            if (belongTogether(steps.get(i), steps.get(j))) {
                                assertThat(done)
                                        .containsSubsequence(steps.get(i).id(), steps.get(j).id());
                            }
                        }
                    }
                });
    }
}
