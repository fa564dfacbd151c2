package dev.thruway.cli.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.cli.lab.TestLab;
import dev.thruway.cli.main.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a user's own catalog says of a board decides, in every look at the world.
class OwnCatalogIT {

    private static final String OWN =
            """
            apiVersion: thruway/v1
            sources:
              here: "what we saw"
            architectures:
              - name: Other
                vendor: Somebody
            gpus:
              - name: L40S
                boards: [NVIDIA L40S]
                architecture: {is: Ada, from: here, sure: documented}
                ids: {is: ["10de:26b9"], from: here, sure: measured}
                memory: {is: 48 GiB, from: here, sure: measured}
                bars: {is: [0 16M 32-bit, 1 32G 64-bit pref, 3 32M 64-bit pref], from: here, sure: measured}
            """;

    @TempDir private Path folder;

    private static boolean setsWindow(Run plan, int gib) {
        return plan.out().contains("64bitMMIOSizeGB")
                && plan.out().contains("\"after\" : \"" + gib + "\"");
    }

    @Test
    void decidesTheWindowInAPlanAndInASavedOneFromAnywhere() throws IOException {
        try (var lab = TestLab.start(folder, "seed")) {
            lab.write("thruway.yaml", lab.fileWithoutGuest(1));
            assertThat(setsWindow(lab.run("plan", "-o", "json"), 128)).isTrue();
            lab.write("thruway-catalog.yaml", OWN);
            assertThat(setsWindow(lab.run("plan", "-o", "json", "--out", "saved.json"), 64))
                    .isTrue();
            var elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
            var beside =
                    Run.in(
                            elsewhere,
                            lab.environment(),
                            "",
                            "plan",
                            "../thruway.yaml",
                            "-o",
                            "json");
            assertThat(setsWindow(beside, 64)).isTrue();
            var check = Run.in(elsewhere, lab.environment(), "", "gpus", "-f", "..", "-o", "json");
            assertThat(check.out()).contains("\"model\" : \"L40S\"");
            var copy = Run.in(elsewhere, lab.environment(), "", "capture", "../thruway.yaml");
            assertThat(copy.out()).contains("1 32 GiB 64bit").doesNotContain("1 64 GiB");
            lab.write("thruway-catalog.yaml", OWN.replace("1 32G", "1 128G"));
            var moved = Run.in(elsewhere, lab.environment(), "", "apply", "../saved.json", "--yes");
            assertThat(moved.code()).isEqualTo(1);
            assertThat(moved.err()).contains("is (none) -> 256");
        }
    }

    @Test
    void saysWhatToWriteForABoardWithoutNvidiasDriver() throws IOException {
        try (var lab = TestLab.start(folder, "seed")) {
            lab.write("thruway-catalog.yaml", OWN.replace("is: Ada", "is: Other"));
            var plan = lab.run("plan");
            assertThat(plan.code()).isEqualTo(1);
            assertThat(plan.out() + plan.err()).contains("`driver: {branch: none}`");
            assertThat(lab.run("plan", "--lang", "ja").out()).contains("`driver: {branch: none}`");
        }
    }
}
