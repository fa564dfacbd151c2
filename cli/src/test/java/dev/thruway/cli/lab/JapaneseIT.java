package dev.thruway.cli.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.cli.main.Run;
import dev.thruway.lab.scenario.Scenarios;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who asked for Japanese reads Japanese: a line without any is an identifier, a value, or quoted
/// evidence.
final class JapaneseIT {

    private static final Pattern JAPANESE =
            Pattern.compile("[\\p{IsHiragana}\\p{IsKatakana}\\p{IsHan}]");

    /// Headings that are names, tables of GPUs and of nvidia-smi, endpoints, evidence with its
    /// place, lines to copy into a file, dates.
    private static final List<Pattern> LANGUAGELESS =
            List.of(
                    Pattern.compile("\\s*"),
                    Pattern.compile("(! )?(server|vm)/\\S+"),
                    Pattern.compile("SERVER .*|dl385-01  .*|esxi01\\.example\\.com  .*"),
                    Pattern.compile("[|+].*"),
                    Pattern.compile("(Mon|Tue|Wed|Thu|Fri|Sat|Sun) .* \\d{4}"),
                    Pattern.compile("  (esxi|ssh|bmc) .*"),
                    Pattern.compile("    \\S.*:\\d+: .*"),
                    Pattern.compile("    (thumbprint|hostKey): .*"),
                    Pattern.compile("  sha256:.*|    127\\.0\\.0\\.1:.*"));

    @TempDir Path folder;

    private static void assertJapanese(Run run) {
        var foreign = new ArrayList<String>();
        (run.out() + "\n" + run.err())
                .lines()
                .filter(line -> !JAPANESE.matcher(line).find())
                .filter(line -> LANGUAGELESS.stream().noneMatch(p -> p.matcher(line).matches()))
                .forEach(foreign::add);
        assertThat(foreign).isEmpty();
    }

    private static Run japanese(TestLab lab, String... arguments) {
        var all = new ArrayList<>(List.of("--lang", "ja"));
        all.addAll(List.of(arguments));
        var run = lab.run(all.toArray(String[]::new));
        assertJapanese(run);
        return run;
    }

    @Test
    void everyCommandOfTheJourney() throws IOException {
        try (var lab = TestLab.start(folder, Scenarios.REBOOT)) {
            lab.write("thruway.yaml", lab.wholeFile(1));
            japanese(lab, "validate");
            japanese(lab, "gpus");
            japanese(lab, "check");
            japanese(lab, "plan");
            assertThat(japanese(lab, "capture", "--out", "copy.yaml").code()).isZero();
            assertThat(JAPANESE.matcher(Files.readString(folder.resolve("copy.yaml"))).find())
                    .isTrue();
            assertThat(japanese(lab, "apply").code()).isEqualTo(3);
            assertThat(japanese(lab, "apply", "--yes").code()).isZero();
            japanese(lab, "apply", "--yes");
            japanese(lab, "status");
            japanese(lab, "verify");
            japanese(lab, "history");
            assertThat(japanese(lab, "undo", "--all", "--yes").code()).isZero();
            japanese(lab, "undo", "--all", "--yes");
            assertJapanese(lab.govc("--lang", "ja", "gpus"));
            assertJapanese(lab.govc("--lang", "ja", "check"));
        }
    }

    @Test
    void theDemoAndWhatItExplains() {
        assertJapanese(Run.of("demo", "--lang", "ja"));
        assertJapanese(Run.of("demo", "--lang", "ja", "--break", "mmio-small"));
    }

    @Test
    void whatCannotBeRead() throws IOException {
        try (var lab = TestLab.start(folder, Scenarios.SEED)) {
            var file = lab.wholeFile(1);
            lab.write(
                    "thruway.yaml",
                    file.replaceAll("(esxi:\\n\\s+url: https://127.0.0.1):\\d+", "$1:1"));
            japanese(lab, "gpus");
            japanese(lab, "check");
            japanese(lab, "plan");
            japanese(lab, "status");
            assertThat(japanese(lab, "capture").code()).isEqualTo(1);
            lab.write("thruway.yaml", file.replace("env: ESXI_PASSWORD", "env: NO_SUCH_VARIABLE"));
            japanese(lab, "status");
            lab.write("thruway.yaml", file.replace("username: root", "username: nobody"));
            japanese(lab, "status");
            lab.write("thruway.yaml", file.replaceAll("\\s+thumbprint: .*", ""));
            assertThat(japanese(lab, "plan").code()).isEqualTo(3);
            lab.write("thruway.yaml", file.replace("count: 1", "count: 3"));
            japanese(lab, "plan");
            lab.write("thruway.yaml", file.replace("gpu02:", "gpu03:"));
            japanese(lab, "plan");
        }
    }

    @Test
    void whatIsTypedWrongly() throws IOException {
        try (var lab = TestLab.start(folder, Scenarios.SEED)) {
            for (var line :
                    List.of(
                            "plan nowhere",
                            "capture nowhere",
                            "capture -o jsonl",
                            "undo",
                            "nonsense",
                            "plan --nonsense",
                            "plan -o csv",
                            "demo --break nonsense",
                            "lab stop",
                            "lab start --scenario nowhere",
                            "apply --approve nonsense=dl385-01",
                            "plan -f nowhere.yaml",
                            "diagnose nowhere.log",
                            "mmio L4OS",
                            "catalog L4OS")) {
                assertThat(japanese(lab, line.split(" ")).code()).as(line).isEqualTo(64);
            }
            lab.write("thruway.yaml", "apiVersion: thruway/v1\nservrs: {}\n");
            assertThat(japanese(lab, "plan").code()).isEqualTo(64);
        }
    }
}
