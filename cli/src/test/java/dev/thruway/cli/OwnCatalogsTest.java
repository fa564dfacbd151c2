package dev.thruway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.cli.main.Run;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// `thruway-catalog.yaml`, beside the file and in the working directory.
class OwnCatalogsTest {

    private static final String JAPANESE = "[\\s\\S]*[\\p{IsHiragana}\\p{IsKatakana}][\\s\\S]*";

    private static final String OWN =
            """
            apiVersion: thruway/v1
            sources:
              lab: "lspci of our server 7"
            gpus:
              - name: L40S
                boards: [NVIDIA L40S]
                architecture: {is: Ada, from: lab, sure: documented}
                ids: {is: ["10de:26b9"], from: lab, sure: measured}
                memory: {is: 48 GiB, from: lab, sure: measured}
                bars: {is: [1 256M 64-bit pref], from: lab, sure: measured}
            """;

    private static final String SPEC =
            """
            apiVersion: thruway/v1
            servers:
              esx: {esxi: {url: "https://127.0.0.1:1", username: u, password: {env: P}, insecure: true}}
            vms:
              vm: {server: esx, gpus: [{model: L40S, count: 1}]}
            """;

    @TempDir private Path here;
    private Path site;

    @BeforeEach
    void makeASite() throws IOException {
        site = Files.createDirectory(here.resolve("site"));
        Files.writeString(site.resolve("thruway.yaml"), SPEC);
    }

    private Run run(String... arguments) {
        return Run.in(here, Map.of("P", "x"), "", arguments);
    }

    private void own(Path folder, String text) throws IOException {
        Files.writeString(folder.resolve("thruway-catalog.yaml"), text);
    }

    @Test
    void isReadInTheWorkingDirectoryWhereNoFileIsNamed() throws IOException {
        assertThat(run("mmio", "L40S").out()).contains("128");
        own(here, OWN);
        assertThat(run("mmio", "L40S").out()).contains("256 MiB").doesNotContain("128");
        assertThat(run("mmio", "L40S", "-o", "json").out()).contains("lspci of our server 7");
        assertThat(run("catalog", "L40S").out())
                .contains("YOUR OWN                from thruway-catalog.yaml")
                .contains("measured: lspci of our server 7");
        assertThat(run("catalog").out().lines())
                .anyMatch(l -> l.startsWith("L40S * "))
                .last()
                .isEqualTo("* your own, from thruway-catalog.yaml.");
        assertThat(run("catalog", "--own", "-o", "json").out())
                .contains("\"own\" : \"thruway-catalog.yaml\"")
                .doesNotContain("\"L40\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"site/thruway.yaml", "site", "site/", "./site/thruway.yaml"})
    void isReadBesideTheFileThatIsNamed(String file) throws IOException {
        own(site, OWN);
        assertThat(run("mmio", "L40S").out()).contains("128");
        assertThat(run("mmio", "L40S", "-f", file).out()).doesNotContain("128");
        assertThat(run("catalog", "L40S", "-f", file).out()).contains("site/thruway-catalog.yaml");
        own(here, "wrong");
        assertThat(run("mmio", "L40S", "-f", file).code()).isZero();
    }

    @Test
    void isReadBesideEachOfSeveralFiles() throws IOException {
        var other = Files.createDirectory(here.resolve("other"));
        own(site, OWN);
        own(other, OWN.replace("name: L40S", "name: L40X").replace("26b9", "26bf"));
        Files.writeString(other.resolve("x.yaml"), SPEC);
        Files.writeString(site.resolve("y.yaml"), SPEC);
        var both = run("catalog", "--own", "-f", "site", "-f", "other/x.yaml", "-f", "site/y.yaml");
        assertThat(both.out().lines().filter(l -> l.contains(" * "))).hasSize(2);
        own(other, OWN);
        var twice = run("catalog", "-f", "site", "-f", "other");
        assertThat(twice.code()).isEqualTo(64);
        assertThat(twice.err())
                .contains("other/thruway-catalog.yaml:5:11")
                .contains("site/thruway-catalog.yaml already");
    }

    @Test
    void isNoSpec() throws IOException {
        own(site, OWN);
        assertThat(run("validate", "-f", "site").out()).contains("site/thruway.yaml: right");
        own(site, "wrong");
        assertThat(run("validate", "-f", "site").code()).isEqualTo(64);
    }

    /// Whoever made it wants it to count.
    @Test
    void aFolderAPipeAndALinkToNothingAreRefusedAndNotWaitedFor() throws Exception {
        var catalog = here.resolve("thruway-catalog.yaml");
        for (var make :
                List.<List<String>>of(
                        List.of("mkdir"), List.of("mkfifo"), List.of("ln", "-s", "nowhere"))) {
            var command = new ArrayList<>(make);
            command.add(catalog.toString());
            assertThat(new ProcessBuilder(command).start().waitFor()).isZero();
            var run = run("mmio", "L40S");
            assertThat(run.code()).as("%s", make).isEqualTo(64);
            assertThat(run.err())
                    .contains("thruway-catalog.yaml:1:1: it is no file, or a link to none.");
            Files.delete(catalog);
        }
        Files.writeString(here.resolve("mine.yaml"), OWN);
        Files.createSymbolicLink(catalog, Path.of("mine.yaml"));
        assertThat(run("mmio", "L40S").out()).contains("256 MiB");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mmio L40S",
                "catalog",
                "catalog L40S",
                "gpus",
                "plan",
                "status",
                "check",
                "apply --yes",
                "verify",
                "undo --all --yes",
                "validate"
            })
    void aBrokenOneEndsEveryCommandThatReadsIt(String line) throws IOException {
        own(site, OWN.replace("48 GiB", "48 GB of fast memory"));
        var command = (line + " -f site/thruway.yaml").split(" ");
        var run = run(command);
        assertThat(run.code()).isEqualTo(64);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .contains("site/thruway-catalog.yaml:9:18: \"48 GB of fast memory\" is no size")
                .hasLineCount(1);
        var japanese = run((line + " -f site/thruway.yaml --lang ja").split(" "));
        assertThat(japanese.code()).isEqualTo(64);
        assertThat(japanese.err()).matches(JAPANESE).hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''              | :1:1: it is empty",
                "'a: [1'         | this is not YAML",
                "'x: y'          | :1:1: there is no field `x`",
                "'gpus: []'      | the field `apiVersion` is missing"
            })
    void saysWhereItIsBroken(String text, String sentence) throws IOException {
        own(here, text);
        var run = run("catalog");
        assertThat(run.code()).isEqualTo(64);
        assertThat(run.err())
                .startsWith("thruway: thruway-catalog.yaml:")
                .contains(sentence)
                .hasLineCount(1);
    }

    @Test
    void saysThatItCannotBeRead() throws IOException {
        Files.write(here.resolve("thruway-catalog.yaml"), new byte[] {'a', (byte) 0xff});
        assertThat(run("catalog").err()).contains("it is not UTF-8 text");
        own(here, "\uFEFF" + OWN);
        assertThat(run("catalog").code()).isZero();
        Files.write(
                here.resolve("thruway-catalog.yaml"),
                "x".repeat(2_000_000).getBytes(StandardCharsets.UTF_8));
        assertThat(run("catalog").err()).contains("larger than 1024 KiB");
        own(here, "x" + "日".repeat(700_000));
        assertThat(run("catalog").err()).contains("larger than 1024 KiB");
    }

    @Test
    void aFileNameThatIsNoneIsRefused() {
        assertThat(run("plan", "-f", "a\u0000b").code()).isEqualTo(64);
        assertThat(run("mmio", "L40S", "-f", "a\u0000b").code()).isEqualTo(64);
    }
}
