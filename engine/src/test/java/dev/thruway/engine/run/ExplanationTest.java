package dev.thruway.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.domain.finding.Evidence;
import dev.thruway.domain.text.Phrase;
import dev.thruway.knowledge.failure.LineKind;
import dev.thruway.knowledge.failure.LogLine;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ExplanationTest {

    private static final Phrase FIRST = Phrase.of("test.first");

    private static Explanation of(String... lines) {
        return Explanation.of(
                FIRST, LogLine.numbered("vmware.log", LineKind.HOST_LOG, List.of(lines)));
    }

    @Test
    void whatWasSaidFirstStaysWhereTheLinesMeanNothing() {
        assertThat(of("vcpu-0 is fine", "")).isEqualTo(Explanation.of(FIRST));
    }

    @Test
    void theSurestFindingIsTheCauseAndKeepsItsLine() {
        var line =
                "PCIPassthru: total number of pages needed (16793600) exceeds limit (917504),"
                        + " failing";

        var explanation = of("noise", line, "Module 'DevicePowerOn' power on failed.");

        var finding = explanation.findings().getFirst();
        assertThat(finding.code()).isEqualTo("mmio-window-absent");
        assertThat(finding.evidence()).contains(new Evidence("vmware.log", 2, line));
        assertThat(explanation.cause()).isEqualTo(finding.cause());
    }

    @Test
    void aFailedStepCarriesItsExplanation() {
        var explanation = of("Device 6:0.0 is not a passthrough device");

        var failed = new StepFailed(explanation);

        assertThat(failed.explanation()).isEqualTo(explanation);
        assertThat(failed.phrase()).isEqualTo(explanation.cause());
        assertThat(failed).hasMessageContaining("device-not-passthrough");
    }
}
