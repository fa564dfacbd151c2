package dev.thruway.cli.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.cli.main.Run;
import dev.thruway.lab.scenario.Scenarios;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The commands in the order in which a person tries them, over the lab's sockets.
final class JourneyIT {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final List<String> CONDITIONS =
            List.of(
                    "bmc.gpu-visible",
                    "bmc.gpu-firmware",
                    "bios.ready",
                    "host.gpu-visible",
                    "host.passthrough-active",
                    "vm.pci-device",
                    "vm.memory-reserved",
                    "vm.firmware-efi",
                    "vm.secure-boot",
                    "vm.mmio-window",
                    "vm.powered-on",
                    "guest.nouveau-off",
                    "guest.driver-installed",
                    "guest.gpu-visible",
                    "guest.nvidia-smi",
                    "guest.cuda");

    @TempDir Path folder;

    /// A lab with the file that `lab start` writes.
    private TestLab lab(String scenario, int gpus) throws IOException {
        var lab = TestLab.start(folder, scenario);
        lab.write("thruway.yaml", lab.wholeFile(gpus));
        return lab;
    }

    /// With a vCenter, where nothing runs beside the VM on its host.
    private TestLab cluster() throws IOException {
        Files.writeString(
                folder.resolve("cluster.yaml"),
                """
                lab: thruway-lab/v1
                like: vcenter
                servers:
                  dl385-01: {vms: {web01: {power: "off"}, web02: {power: "off"}}}
                """);
        return lab("cluster.yaml", 1);
    }

    private static JsonNode json(TestLab lab, String... arguments) {
        var all = new ArrayList<>(Arrays.asList(arguments));
        all.addAll(List.of("-o", "json"));
        return JSON.readTree(lab.run(all.toArray(String[]::new)).out());
    }

    /// Everything that the journey touches, as the lab's world has it.
    private static Map<String, String> dump(TestLab lab) {
        return WorldDump.of(lab.lab().world(), "gpu02");
    }

    @ParameterizedTest
    @CsvSource({"seed, 1, 128", "seed, 2, 256", "reboot, 1, 128"})
    void reachesNvidiaSmiAndTakesAllOfItBack(String scenario, int gpus, String window)
            throws Exception {
        try (var lab = lab(scenario, gpus)) {
            var before = dump(lab);

            var applied = json(lab, "apply", "--yes");

            assertThat(applied.path("ok").asBoolean()).as(applied.toPrettyString()).isTrue();
            assertThat(applied.path("conditions"))
                    .allSatisfy(c ->
                            assertThat(c.path("status").asString()).as("%s", c).isEqualTo("true"));
            assertThat(ids(applied)).containsExactlyElementsOf(CONDITIONS);
            assertThat(applied.path("gpus")).hasSize(gpus);
            assertThat(applied.path("gpus").path(0).path("name").asString())
                    .isEqualTo("NVIDIA L40S");
            assertThat(applied.path("gpus").path(0).path("memoryMiB").asInt()).isEqualTo(46068);
            assertThat(applied.path("gpus").path(0).path("address").asString())
                    .isEqualTo("0000:41:00.0");
            assertThat(dump(lab)).containsEntry("vmx pciPassthru.64bitMMIOSizeGB", window);

            assertThat(lab.run("undo", "--all", "--yes").code()).isZero();

            assertThat(WorldDump.differences(before, dump(lab))).isEmpty();
        }
    }

    @Test
    void goesTheSameWayThroughAVcenter() throws Exception {
        try (var lab = cluster()) {
            var before = dump(lab);

            var applied = json(lab, "apply", "--yes");

            assertThat(applied.path("ok").asBoolean()).as(applied.toPrettyString()).isTrue();
            assertThat(ids(applied)).containsExactlyElementsOf(CONDITIONS);
            assertThat(lab.run("undo", "--all", "--yes").code()).isZero();
            assertThat(WorldDump.differences(before, dump(lab))).isEmpty();
        }
    }

    private static List<String> ids(JsonNode document) {
        return document.path("conditions").valueStream().map(c -> c.path("id").asString()).toList();
    }

    @Test
    void asksNothingMoreWhenItIsApplied() throws Exception {
        try (var lab = lab(Scenarios.SEED, 1)) {
            assertThat(lab.run("status").code()).isEqualTo(1);
            assertThat(lab.run("plan", "--detailed-exitcode").code()).isEqualTo(2);
            assertThat(lab.run("apply", "--yes").code()).isZero();
            var applied = dump(lab);

            var again = lab.run("apply", "--yes");

            assertThat(again.code()).isZero();
            assertThat(again.err()).contains("Nothing to do");
            assertThat(dump(lab)).isEqualTo(applied);
            assertThat(lab.run("plan", "--detailed-exitcode").code()).isZero();
            assertThat(lab.run("status").code()).isZero();
            assertThat(lab.run("history").out())
                    .contains("power gpu02 on")
                    .contains("run a small kernel");
            assertThat(lab.run("gpus").out()).contains("gpu02").contains("active");
        }
    }

    @Test
    void verifyRunsTheKernelAgainAndShowsTheTable() throws Exception {
        try (var lab = lab(Scenarios.SEED, 1)) {
            assertThat(lab.run("verify").code()).isEqualTo(1);
            lab.run("apply", "--yes");

            var verified = lab.run("verify");

            assertThat(verified.code()).isZero();
            assertThat(verified.out()).contains("46068MiB").contains("NVIDIA L40S");
            assertThat(verified.err()).contains("a kernel ran on every GPU");
            assertThat(json(lab, "verify").path("steps").path(0).path("state").asString())
                    .isEqualTo("done");
        }
    }

    @Test
    void nothingIsDoneWithoutAnAnswer() throws Exception {
        try (var lab = lab(Scenarios.SEED, 1)) {
            var before = dump(lab);

            assertThat(lab.run("apply").code()).isEqualTo(3);

            assertThat(dump(lab)).isEqualTo(before);
        }
    }

    @Test
    void eachStepIsALineAsItHappens() {
        var lines = Run.of("demo", "-o", "jsonl").out().lines().map(JSON::readTree).toList();

        assertThat(lines)
                .filteredOn(l -> l.path("id").asString("").equals("power-on-vm:vm/gpu02"))
                .extracting(l -> l.path("state").asString())
                .containsExactly("running", "done");
        assertThat(lines.getLast().path("ok").asBoolean()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "ja"})
    void theDemoEndsWithNvidiaSmi(String language) {
        var demo = Run.of("demo", "--lang", language);

        assertThat(demo.code()).as(demo.err()).isZero();
        assertThat(demo.out()).contains("NVIDIA-SMI").contains("46068MiB").doesNotContain("[no]");
    }

    @Test
    void theDemoReportsEveryConditionAsADocument() {
        var demo = JSON.readTree(Run.of("demo", "-o", "json").out());

        assertThat(demo.path("ok").asBoolean()).isTrue();
        assertThat(ids(demo)).containsExactlyElementsOf(CONDITIONS);
    }

    @ParameterizedTest
    @CsvSource({
        "mmio, mmio-window-absent, exceeds limit (917504)",
        "mmio-small, mmio-window-small, The firmware could not allocate",
        "memory, memory-not-reserved, Invalid memory setting"
    })
    void theDemoExplainsAFault(String fault, String code, String line) {
        var demo = Run.of("demo", "--break", fault);

        assertThat(demo.code()).as(demo.err()).isZero();
        assertThat(demo.out()).contains(code).contains(line).contains("vmware.log:");
        assertThat(demo.err()).contains("What the next `thruway apply` would do about it");
    }
}
