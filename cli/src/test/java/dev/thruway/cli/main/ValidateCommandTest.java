package dev.thruway.cli.main;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValidateCommandTest {

    private static final String WRONG =
            """
            apiVersion: thruway/v1
            servers:
              a:
                bmc: {url: https://192.0.2.11, username: admin, password: hunter2}
            vms:
              gpu02: {server: b1, gpus: [{modle: L40S}]}
            """;

    @TempDir Path folder;

    private Run run(String... args) {
        return Run.in(folder, Map.of(), "", args);
    }

    @Test
    void acceptsTheExamplesInBothLanguages() {
        var examples = Path.of("..", "examples").toAbsolutePath();
        for (var example : new String[] {"standalone.yaml", "cluster.yaml", "host-only.yaml"}) {
            var file = examples.resolve(example).toString();
            assertThat(run("validate", file).out()).endsWith(" right. " + summary(example));
            assertThat(run("validate", "-f", file, "--lang", "ja").out()).contains("誤りはありません");
        }
    }

    private static String summary(String example) {
        return switch (example) {
            case "standalone.yaml" -> "Servers: 1, VMs: 2, GPUs for them: 2.\n";
            case "cluster.yaml" -> "Servers: 2, VMs: 1, GPUs for them: 2.\n";
            default -> "Servers: 1, VMs: 0, GPUs for them: 0.\n";
        };
    }

    @Test
    void printsEveryErrorWithItsPlaceAndEndsWith64() throws IOException {
        Files.writeString(folder.resolve("thruway.yaml"), WRONG);
        var run = run("validate");
        assertThat(run.code()).isEqualTo(64);
        assertThat(run.out().lines())
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("thruway.yaml:4:63: A secret is never"),
                        line ->
                                assertThat(line)
                                        .isEqualTo(
                                                "thruway.yaml:6:19: There is no \"b1\" under"
                                                        + " servers."),
                        line ->
                                assertThat(line)
                                        .startsWith("thruway.yaml:6:31: There is no key \"modle\"")
                                        .endsWith("Did you mean \"model\"?"));
        assertThat(run.err()).hasLineCount(1).contains("errors: 3");
        assertThat(run.out() + run.err()).doesNotContain("hunter2");
    }

    @Test
    void printsErrorsAsADocument() throws IOException {
        Files.writeString(folder.resolve("thruway.yaml"), WRONG);
        var run = run("validate", "-o", "jsonl", "--lang", "ja");
        assertThat(run.code()).isEqualTo(64);
        assertThat(run.out())
                .hasLineCount(1)
                .startsWith("{\"schema\":\"thruway/v1\",\"ok\":false,\"errors\":[")
                .contains("\"file\":\"thruway.yaml\",\"line\":4,\"column\":63,")
                .contains("\"reason\":\"spec.bare-secret\"")
                .contains("秘密の値は");
    }

    @Test
    void readsStandardInput() {
        var text =
                """
                apiVersion: thruway/v1
                servers: {a: {bmc: {url: https://a, username: a, password: {env: A}}}}
                """;
        assertThat(Run.in(folder, Map.of(), text, "validate", "-f", "-").code()).isZero();
    }

    @Test
    void saysThatThereIsNoFile() {
        var run = run("validate");
        assertThat(run.code()).isEqualTo(64);
        assertThat(run.out()).contains("There is no file thruway.yaml.");
    }
}
