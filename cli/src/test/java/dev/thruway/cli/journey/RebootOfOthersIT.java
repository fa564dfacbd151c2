package dev.thruway.cli.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.cli.lab.TestLab;
import dev.thruway.cli.main.Run;
import dev.thruway.lab.world.EsxHost;
import dev.thruway.lab.world.Vcenter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A host that boots because somebody else rebooted it: this computer's journal knows nothing of
/// it.
final class RebootOfOthersIT {

    /// A boot takes six seconds then: longer than a first look on a busy computer.
    private static final int FACTOR = 60;

    @TempDir Path folder;

    private static EsxHost host(TestLab lab) {
        return lab.lab().world().server("dl385-01").host();
    }

    private static void assertWaited(Run run, String says) {
        assertThat(run.code()).as(run.out() + run.err()).isZero();
        assertThat(run.err()).contains(says);
    }

    @ParameterizedTest
    @CsvSource({"en, that its management services are starting", "ja, 管理サービスの開始処理中"})
    void aHostWhosePowerWasCycledIsWaitedFor(String language, String says) throws Exception {
        try (var lab = TestLab.startAt(folder, "seed", FACTOR)) {
            lab.write("thruway.yaml", lab.fileWithoutGuest(1) + "policy: {hostReboot: allow}\n");
            lab.lab().world().server("dl385-01").restart();

            assertWaited(lab.run("apply", "--yes", "--lang", language), says);
        }
    }

    @Test
    void aRebootThatTheVcenterWasAskedForIsWaitedFor() throws Exception {
        Files.writeString(folder.resolve("world.yaml"), "lab: thruway-lab/v1\nlike: vcenter\n");
        try (var lab = TestLab.startAt(folder, "world.yaml", FACTOR)) {
            lab.write("thruway.yaml", lab.fileWithoutGuest(1) + "policy: {hostReboot: allow}\n");
            var vcenter = lab.lab().world().vcenter("vc01");
            host(lab).reboot(true);
            TestLab.await(() -> vcenter.connection(host(lab)) == Vcenter.Connection.NOT_RESPONDING);

            assertWaited(lab.run("apply", "--yes"), "its vCenter lists a reboot");
        }
    }
}
