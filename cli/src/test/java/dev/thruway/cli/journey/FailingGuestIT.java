package dev.thruway.cli.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.cli.lab.TestLab;
import dev.thruway.cli.main.Run;
import dev.thruway.lab.fault.FaultRule;
import dev.thruway.lab.fault.Instead;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What a person sees of a guest that fails.
@Timeout(180)
final class FailingGuestIT {

    @TempDir Path folder;
    private TestLab lab;

    @BeforeEach
    void start() throws IOException {
        lab = TestLab.start(folder, "seed");
    }

    @AfterEach
    void stop() {
        lab.close();
    }

    private Run run(String... args) {
        var run = lab.run(args);
        assertThat(run.out() + run.err()).doesNotContain("Exception", "\tat ");
        return run;
    }

    private void rule(FaultRule rule) {
        lab.lab().faults().add(rule.at("ssh"));
    }

    @Test
    void whatCannotBeReadIsUnknownAndNeverAbsent() {
        assertThat(run("apply", "--yes").code()).isZero();
        for (var instead : List.of(Instead.DROP, Instead.TRUNCATED, Instead.GARBAGE)) {
            rule(FaultRule.on("exec").of("*nvidia-smi*").times(1).instead(instead));
            assertUnknown("guest.nvidia-smi");
        }
        for (var instead : List.of(Instead.DROP, Instead.GARBAGE)) {
            rule(FaultRule.on("exec").of("*ls*/sys/bus/pci/devices*").times(1).instead(instead));
            assertUnknown("guest.gpu-visible");
        }
    }

    private void assertUnknown(String condition) {
        var run = run("status", "-o", "json");
        assertThat(run.code()).as(run.out()).isEqualTo(1);
        assertThat(run.out())
                .containsPattern(condition + "\"[^}]*\"status\" ?: ?\"unknown\"")
                .doesNotContainPattern("\"status\" ?: ?\"false\"");
    }

    @Test
    void aConnectionThatBreaksInAnInstallationIsLookedAtAndCarriedOn() {
        rule(
                FaultRule.on("exec")
                        .of("*confold -y*install*")
                        .times(1)
                        .instead(Instead.RESET_HALFWAY));
        rule(FaultRule.on("exec").of("*confold -s*install*").times(1).instead(Instead.DROP));
        var run = run("apply", "--yes");
        assertThat(run.code()).as(run.err()).isZero();
    }

    @Test
    void whatAptSaysIsShown() {
        rule(FaultRule.on("exec").of("*apt-get*install*").refused("Failed", "E: No space left"));
        var run = run("apply", "--yes");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("E: No space left");
    }
}
