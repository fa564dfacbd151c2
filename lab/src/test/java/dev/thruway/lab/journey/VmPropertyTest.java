package dev.thruway.lab.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.domain.plan.Action;
import dev.thruway.domain.plan.Plan;
import dev.thruway.domain.plan.Step;
import dev.thruway.engine.Engine;
import dev.thruway.engine.run.StepResult;
import dev.thruway.lab.world.Passthrough;
import dev.thruway.lab.world.PowerState;
import dev.thruway.lab.world.VirtualMachine;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Over random VMs: `apply` changes nothing of a VM's configuration but what its plan printed, and
/// `undo` leaves nothing changed.
final class VmPropertyTest {

    private static final int SEEDS = 40;

    /// Of any change: the configuration's version, and when it was changed.
    private static final List<String> OF_ANY_CHANGE =
            List.of("config.changeVersion", "config.modified");

    @TempDir Path folder;

    private int planned;

    @Test
    void applyChangesOnlyWhatThePlanPrintedAndUndoLeavesNothingChanged() throws Exception {
        var replay = Long.getLong("thruway.seed");
        for (var seed :
                replay == null
                        ? LongStream.rangeClosed(1, SEEDS).boxed().toList()
                        : List.of(replay)) {
            try {
                holdsFor(new Random(seed));
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("replay with -Dthruway.seed=" + seed, e);
            }
        }
        assertThat(planned)
                .as("VMs that could be planned for")
                .matches(n -> replay != null || n > SEEDS / 2);
    }

    private void holdsFor(Random random) throws Exception {
        var drawn = RandomVm.of(random);
        var lab = new InProcess(drawn.world());
        var vm = lab.host().vms().getFirst();
        begin(random, lab, vm);
        var power = vm.power();
        var before = ConfigPaths.of(lab, vm.localId());
        try (var engine = Laptop.engine(lab, drawn.spec(), folder, "test@here")) {
            var plan = Laptop.plan(engine);
            if (!plan.blockers().isEmpty()) {
                assertThat(plan.steps()).isEmpty();
                return;
            }
            planned++;
            walk(engine, plan);
            var applied = ConfigPaths.of(lab, vm.localId());
            var differing = differing(before, applied);
            differing.removeIf(path -> explains(plan, path, before, applied));
            assertThat(differing).as("changed and not printed by %s", plan.steps()).isEmpty();
            assertThat(Laptop.plan(engine).steps()).isEmpty();

            assertThat(Laptop.undoPlan(engine).blockers()).isEmpty();
            walk(engine, Laptop.undoPlan(engine));
            var restored = differing(before, ConfigPaths.of(lab, vm.localId()));
            restored.removeIf(path -> staysAfterUndo(plan, path));
            assertThat(restored).as("not restored").isEmpty();
            assertThat(vm.power()).isEqualTo(power);
            assertThat(Laptop.undoPlan(engine).steps()).isEmpty();
        }
    }

    /// A card that the VM holds already can be used; a VM without one may run.
    private static void begin(Random random, InProcess lab, VirtualMachine vm)
            throws InterruptedException {
        if (!vm.config().passthroughDevices().isEmpty()) {
            lab.host()
                    .toggle(
                            List.of(
                                    new Passthrough.Toggle(
                                            RandomVm.OTHER_CARD,
                                            true,
                                            Optional.of(true),
                                            Optional.empty())));
        } else if (random.nextInt(3) == 0) {
            vm.powerOn();
            for (int i = 0; i < 2_000 && !vm.guest().running(); i++) {
                Thread.sleep(Duration.ofMillis(5));
            }
            assertThat(vm.power()).isEqualTo(PowerState.POWERED_ON);
        }
    }

    private static void walk(Engine engine, Plan plan) throws InterruptedException {
        assertThat(Laptop.walk(engine, plan))
                .allSatisfy(o -> assertThat(o.result()).isInstanceOf(StepResult.Done.class));
    }

    private static Set<String> differing(
            SortedMap<String, String> before, SortedMap<String, String> after) {
        var paths = new TreeSet<>(before.keySet());
        paths.addAll(after.keySet());
        paths.removeIf(path -> Objects.equals(before.get(path), after.get(path)));
        return paths;
    }

    private static List<Step> ofConfig(Plan plan) {
        return plan.steps().stream()
                .filter(s ->
                        s.action() instanceof Action.OnVmConfig
                                || s.action() instanceof Action.OnVmHardware)
                .toList();
    }

    private static boolean explains(
            Plan plan,
            String path,
            SortedMap<String, String> before,
            SortedMap<String, String> after) {
        return ofConfig(plan).stream().anyMatch(s -> prints(s, path, before, after))
                || follows(plan, path);
    }

    /// Whether a step names the path, or something that it is a part of.
    private static boolean prints(
            Step step,
            String path,
            SortedMap<String, String> before,
            SortedMap<String, String> after) {
        return switch (step.action()) {
            case Action.AttachDevice(var address, _, _, _) ->
                    isNewDevice(path, before)
                            && address.toString().equals(after.get(device(path) + ".backing.id"));
            case Action.AttachDynamicDevice _ ->
                    isNewDevice(path, before)
                            && after.containsKey(device(path) + ".backing.allowedDevice.vendorId");
            case Action.NoteVm _ ->
                    path.startsWith("config.extraConfig[thruway.before]")
                            || path.startsWith("config.extraConfig[thruway.agreed]");
            default ->
                    path.equals(step.path())
                            || path.startsWith(step.path() + ".")
                            || path.startsWith(step.path() + "@");
        };
    }

    private static String device(String path) {
        return path.substring(0, path.indexOf(']') + 1);
    }

    private static boolean isNewDevice(String path, SortedMap<String, String> before) {
        return path.startsWith("config.hardware.device[")
                && !before.containsKey(device(path) + ".key");
    }

    /// What the platform itself writes with what the plan printed.
    private static boolean follows(Plan plan, String path) {
        var printed = new HashSet<String>();
        ofConfig(plan).forEach(s -> printed.add(s.path()));
        var follows = new ArrayList<>(OF_ANY_CHANGE);
        if (printed.contains("config.memoryReservationLockedToMax")) {
            // Locking sets the reservation to the memory's size (vim, on that property).
            follows.add("config.memoryAllocation.reservation");
        }
        // The PCI controller lists the devices that are plugged into it.
        boolean plugs = path.startsWith("config.hardware.device[100].device");
        return follows.contains(path)
                || (plugs && printed.stream().anyMatch(p -> p.contains("device[")));
    }

    /// The hardware is as new as the plan said, with the warning that this stays.
    private static boolean staysAfterUndo(Plan plan, String path) {
        boolean upgraded =
                plan.steps().stream().anyMatch(s -> s.action() instanceof Action.UpgradeHardware);
        return OF_ANY_CHANGE.contains(path) || (upgraded && path.equals("config.version"));
    }
}
