package dev.thruway.cli.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.cli.lab.TestLab;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApprovedIT {

    @TempDir private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "host-rebot=dl385-01  | Did you mean \"host-reboot\"?",
                "hostReboot=dl385-01  | Did you mean \"host-reboot\"?",
                "everything=dl385-01  | host-reboot, vm-power-off, bios-change, firmware",
                "host-reboot=dl385-1  | Did you mean \"dl385-01\"?",
                "host-reboot=gpu02    | There are: dl385-01",
                "host-reboot          | takes WHAT=NAME",
                "=dl385-01            | takes WHAT=NAME",
                "firmware=            | takes WHAT=NAME",
            })
    void refusesWhatNobodyCouldMean(String approval, String sentence) throws IOException {
        try (var lab = TestLab.start(folder, "seed")) {
            for (var command : new String[] {"apply", "undo --all"}) {
                var run = lab.run((command + " --approve " + approval).split(" "));
                assertThat(run.code()).isEqualTo(64);
                assertThat(run.err()).contains(sentence).hasLineCount(1);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "3, --yes",
        "3, --yes --approve bios-change=dl385-01 --approve firmware=dl385-01",
        "0, --yes --approve host-reboot=dl385-01",
    })
    void aHostIsRebootedOnlyWithItsOwnApproval(int code, String options) throws IOException {
        try (var lab = TestLab.start(folder, "reboot")) {
            assertThat(lab.run(("apply dl385-01 " + options).split(" ")).code()).isEqualTo(code);
        }
    }

    @Test
    void anArgumentThatIsAFileIsAFileForOtherCommands() throws IOException {
        try (var lab = TestLab.start(folder, "seed")) {
            lab.write("other.yaml", lab.file(1));
            lab.write("thruway.yaml", "nonsense");
            assertThat(lab.run("status", "other.yaml").out()).contains("vm/gpu02");
            assertThat(lab.run("plan", "other.yaml", "gpu02").code()).isZero();
        }
    }
}
