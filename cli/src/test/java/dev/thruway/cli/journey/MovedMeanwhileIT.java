package dev.thruway.cli.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.cli.lab.TestLab;
import dev.thruway.cli.main.Run;
import dev.thruway.cli.terminal.Terminal;
import dev.thruway.lab.world.VirtualMachine;
import dev.thruway.lab.world.VmChange;
import dev.thruway.lab.world.VmChange.Setting;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The world moves while a person reads the plan.
final class MovedMeanwhileIT {

    private static final Terminal TERMINAL =
            Terminal.detect("012:100", Map.of("TERM", "xterm", "NO_COLOR", "1"));

    @TempDir Path folder;

    /// Somebody who thinks for long, and then agrees to everything.
    private static final class Slow extends ByteArrayInputStream {

        private final Runnable meanwhile;

        Slow(Runnable meanwhile) {
            super("yes\nyes\nyes\n".getBytes(StandardCharsets.UTF_8));
            this.meanwhile = meanwhile;
        }

        @Override
        public synchronized int read(byte[] into, int offset, int length) {
            if (pos == 0) {
                meanwhile.run();
            }
            return super.read(into, offset, length);
        }
    }

    private static void widenWindow(TestLab lab) {
        var vm =
                lab.lab().world().servers().getFirst().host().vms().stream()
                        .filter(v -> v.config().name().equals("gpu02"))
                        .findFirst()
                        .orElseThrow();
        var change =
                VmChange.NONE.withSettings(
                        List.of(new Setting("pciPassthru.64bitMMIOSizeGB", "512")));
        vm.reconfigure(change);
        for (int i = 0; i < 2_000 && !"512".equals(window(vm)); i++) {
            LockSupport.parkNanos(5_000_000);
        }
    }

    private static @Nullable String window(VirtualMachine vm) {
        return vm.config().extraConfig().get("pciPassthru.64bitMMIOSizeGB");
    }

    @Test
    void nothingIsDoneThatWasNotShown() throws IOException {
        try (var lab = TestLab.start(folder, "seed")) {
            lab.write("thruway.yaml", lab.fileWithoutGuest(1));

            var run =
                    Run.on(
                            TERMINAL,
                            folder,
                            lab.environment(),
                            new Slow(() -> widenWindow(lab)),
                            "apply");

            assertThat(run.code()).as(run.err()).isEqualTo(1);
            assertThat(run.err())
                    .contains("pciPassthru.64bitMMIOSizeGB]: was (none) -> 128; is 512 -> 128")
                    .contains("since the plan was shown (differences: 1); nothing was changed");
            var host = lab.lab().world().servers().getFirst().host();
            assertThat(host.available()).isEmpty();
            assertThat(host.datastore().filesUnder(".thruway")).isEmpty();
        }
    }

    @Test
    void whatIsStillSoIsDone() throws IOException {
        try (var lab = TestLab.start(folder, "seed")) {
            lab.write("thruway.yaml", lab.fileWithoutGuest(1));

            var run = Run.on(TERMINAL, folder, lab.environment(), new Slow(() -> {}), "apply");

            assertThat(run.code()).as(run.err()).isZero();
        }
    }
}
