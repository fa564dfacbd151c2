package dev.thruway.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.cli.Golden;
import dev.thruway.cli.lab.TestLab;
import dev.thruway.cli.main.Run;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CheckCommandIT {

    /// A world that stops the journey in several places.
    private static final String TROUBLED =
            """
            servers:
              dl385-01:
                esxi:
                  licence: free
                vms:
                  gpu02:
                    version: vmx-11
                    memory: 900 GiB
                    extraConfig:
                      vhv.enable: "TRUE"
                      hypervisor.cpuid.v0: "FALSE"
            """;

    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"en", "ja"})
    void findsNothingThatStopsTheReferenceWorld(String language) throws IOException {
        try (var lab = TestLab.start(folder, "seed")) {
            var run = lab.run("--lang", language, "check");
            assertThat(run.code()).isZero();
            Golden.check("check/seed-" + language + ".txt", run.out());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "ja"})
    void saysEachTroubleWithItsFix(String language) throws IOException {
        try (var lab = TestLab.like(folder, TROUBLED)) {
            var run = lab.run("--lang", language, "check");
            assertThat(run.code()).isEqualTo(1);
            Golden.check("check/troubled-" + language + ".txt", run.out());
        }
    }

    @Test
    void whatItCallsABlockerReallyStopsApply() throws IOException {
        try (var lab = TestLab.like(folder, "servers: {dl385-01: {esxi: {licence: free}}}\n")) {
            assertThat(codes(lab.run("check", "-o", "json"), "blocker"))
                    .containsExactly("licence-forbids-writing");
            var apply = lab.run("apply", "--yes");
            assertThat(apply.code()).isEqualTo(1);
            assertThat(apply.err()).contains("license or ESXi version prohibits");
        }
    }

    @Test
    void nothingIsDoneForAVmThatNestedVirtualizationKeepsFromStarting() throws IOException {
        try (var lab =
                TestLab.like(
                        folder,
                        "servers: {dl385-01: {vms: {gpu02: {extraConfig:"
                                + " {vhv.enable: \"TRUE\"}}}}}\n")) {
            assertThat(codes(lab.run("check", "-o", "json"), "blocker"))
                    .containsExactly("nested-virtualization");
            var plan = lab.run("plan");
            assertThat(plan.code()).isEqualTo(1);
            assertThat(plan.out()).contains("gpu02 exposes hardware virtualization");
            var before = lab.govc("gpus", "-o", "csv").out();
            var apply = lab.run("apply", "--yes");
            assertThat(apply.code()).isEqualTo(1);
            assertThat(apply.err()).contains("gpu02 exposes hardware virtualization");
            assertThat(lab.govc("gpus", "-o", "csv").out()).isEqualTo(before);
        }
    }

    @Test
    void printsOneDocumentThatMachinesRead() throws IOException {
        try (var lab = TestLab.like(folder, TROUBLED)) {
            var run = lab.run("check", "-o", "json");
            assertThat(run.code()).isEqualTo(1);
            var root = json(run);
            assertThat(root.path("schema").asString()).isEqualTo("thruway/v1");
            assertThat(root.path("ok").asBoolean(true)).isFalse();
            var free =
                    root.path("findings")
                            .valueStream()
                            .filter(f ->
                                    f.path("code").asString().equals("licence-forbids-writing"))
                            .findFirst()
                            .orElseThrow();
            assertThat(free.path("target").asString()).isEqualTo("server/dl385-01");
            assertThat(free.path("severity").asString()).isEqualTo("blocker");
            assertThat(free.path("fix").asString()).isNotBlank();
            assertThat(free.path("evidence").path("editionKey").asString()).isEqualTo("esxBasic");
            assertThat(lab.secrets()).noneMatch(run.out()::contains);
        }
    }

    @Test
    void looksAtTheEndpointOfGovcWhereNoFileIsNamed() throws IOException {
        try (var lab = TestLab.start(folder, "seed")) {
            var govc = lab.govc("check");
            assertThat(govc.code()).isZero();
            assertThat(govc.out()).contains("server/esxi01.example.com").doesNotContain("vm/");
            var file = lab.govc("check", "-f", "thruway.yaml");
            assertThat(file.out()).contains("server/dl385-01", "vm/gpu02");
            assertThat(lab.govc("check", "thruway.yaml").out()).isEqualTo(file.out());
        }
    }

    @Test
    void anEndpointThatDoesNotAnswerIsAFindingAndNoAccident() throws IOException {
        try (var lab = TestLab.start(folder, "seed")) {
            // Nobody listens on the first port.
            lab.write(
                    "thruway.yaml",
                    lab.file(1).replaceAll("https://127.0.0.1:[0-9]+", "https://127.0.0.1:1"));
            var run = lab.run("check", "-o", "json");
            assertThat(run.code()).isEqualTo(1);
            assertThat(codes(run, "blocker")).startsWith("api-unreachable");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "ja"})
    void printsTheSmallestRolesWithoutAskingAnybody(String language) throws IOException {
        var run = Run.of("--lang", language, "check", "--role");
        assertThat(run.code()).isZero();
        Golden.check("check/role-" + language + ".txt", run.out());
        var command =
                run.out()
                        .lines()
                        .filter(l -> l.contains("govc role.create thruway-apply"))
                        .findFirst()
                        .orElseThrow();
        assertThat(command.strip().split(" ")).contains("Host.Config.PciPassthru");
    }

    @Test
    void takesTargetsAndRefusesWhatNothingIsNamed() throws IOException {
        try (var lab = TestLab.start(folder, "seed")) {
            assertThat(lab.run("check", "gpu*").out()).contains("vm/gpu02");
            var wrong = lab.run("check", "gpu03");
            assertThat(wrong.code()).isEqualTo(64);
            assertThat(wrong.err()).contains("Did you mean \"gpu02\"?");
        }
    }

    private static List<String> codes(Run run, String severity) {
        return json(run)
                .path("findings")
                .valueStream()
                .filter(f -> f.path("severity").asString().equals(severity))
                .map(f -> f.path("code").asString())
                .toList();
    }

    private static JsonNode json(Run run) {
        return JsonMapper.builder().build().readTree(run.out());
    }
}
