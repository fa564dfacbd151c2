package dev.thruway.cli.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.cli.Golden;
import dev.thruway.cli.lab.TestLab;
import dev.thruway.words.BundleRules;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a person reads before anything happens, whole.
class PlanTextIT {

    private static final String TIME = "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z";

    @TempDir private Path folder;

    @ParameterizedTest
    @CsvSource({"seed, en", "seed, ja", "reboot, en", "reboot, ja"})
    void saysEverythingOfEveryStep(String scenario, String language) throws IOException {
        try (var lab = TestLab.start(folder, scenario)) {
            var run = lab.run("--lang", language, "plan");
            assertThat(run.code()).isZero();
            Golden.check(
                    "plan/%s-%s.txt".formatted(scenario, language),
                    run.out().replaceAll(TIME, "(time)"));
        }
    }

    @ParameterizedTest
    @CsvSource({"en", "ja"})
    void saysWhatCannotBeDone(String language) throws IOException {
        try (var lab = TestLab.start(folder, "seed")) {
            lab.write("thruway.yaml", lab.file(3));
            var run = lab.run("--lang", language, "plan");
            assertThat(run.code()).isEqualTo(1);
            Golden.check("plan/blocked-%s.txt".formatted(language), run.out());
        }
    }

    @Test
    void bothLanguagesSayTheSame() {
        assertThat(BundleRules.violations(PlanCommand.class)).isEmpty();
    }
}
