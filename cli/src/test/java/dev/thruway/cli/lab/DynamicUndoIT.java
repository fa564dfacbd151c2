package dev.thruway.cli.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.lab.world.Passthrough;
import dev.thruway.lab.world.PowerState;
import dev.thruway.lab.world.VirtualMachine;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `undo` of a VM whose card vSphere picks: its configuration names none.
final class DynamicUndoIT {

    private static final String VM = "gpu02";

    @TempDir Path folder;

    private TestLab lab() throws Exception {
        var lab = TestLab.like(folder, "");
        lab.write("thruway.yaml", dynamic(lab));
        return lab;
    }

    private static String dynamic(TestLab lab) {
        return lab.fileWithoutGuest(1)
                        .replaceFirst("- model: L40S\n +count: 1", "- {model: L40S, mode: dynamic}")
                + "policy: {hostReboot: allow}\n";
    }

    private static VirtualMachine vm(TestLab lab) {
        return lab.lab().world().server("dl385-01").host().vms().stream()
                .filter(vm -> vm.config().name().equals(VM))
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, String> dump(TestLab lab) {
        return WorldDump.of(lab.lab().world(), VM);
    }

    private static void run(TestLab lab, String... arguments) {
        var run = lab.run(arguments);
        assertThat(run.code()).as(run.out() + run.err()).isZero();
    }

    private static void powerOff(TestLab lab) throws InterruptedException {
        vm(lab).powerOff();
        TestLab.await(() -> vm(lab).power() == PowerState.POWERED_OFF);
    }

    private static long active(TestLab lab) {
        var host = lab.lab().world().server("dl385-01").host();
        return lab.lab().world().server("dl385-01").functions().stream()
                .map(f -> host.passthrough(f.address()))
                .filter(Passthrough::active)
                .count();
    }

    @Test
    void theHostIsAsItWasAlsoWhereTheVmIsOff() throws Exception {
        try (var lab = lab()) {
            var before = dump(lab);
            run(lab, "apply", "--yes");
            powerOff(lab);

            run(lab, "undo", VM, "--yes");

            assertThat(WorldDump.differences(before, dump(lab))).isEmpty();
        }
    }

    @Test
    void whatTheServersOwnPassthroughNeedsStaysOn() throws Exception {
        try (var lab = lab()) {
            lab.write(
                    "thruway.yaml",
                    dynamic(lab)
                            .replaceFirst(
                                    "  dl385-01:\n",
                                    "  dl385-01:\n    passthrough: [{model: L40S, count: 1}]\n"));
            run(lab, "apply", "--yes");
            long on = active(lab);
            powerOff(lab);

            run(lab, "undo", VM, "--yes");
            assertThat(active(lab)).isEqualTo(on).isPositive();

            run(lab, "undo", "--all", "--yes");
            assertThat(active(lab)).isZero();
        }
    }
}
