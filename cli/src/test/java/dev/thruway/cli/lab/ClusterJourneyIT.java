package dev.thruway.cli.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.cli.main.Run;
import dev.thruway.lab.world.EsxHost;
import dev.thruway.lab.world.LabTask;
import dev.thruway.lab.world.Passthrough;
import dev.thruway.lab.world.PowerState;
import dev.thruway.lab.world.Vcenter;
import dev.thruway.lab.world.VirtualMachine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A VM that the file puts into a cluster. It is registered on the first host, whose cards are
/// switched off; the third host has none.
final class ClusterJourneyIT {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String CARD = "0000:41:00.0";
    private static final String LABEL = "ai-gpu";

    @TempDir Path folder;

    private TestLab lab(String lines) throws IOException {
        Files.writeString(
                folder.resolve("world.yaml"),
                "lab: thruway-lab/v1\nlike: vcenter\n"
                        + lines
                        + """
                        servers:
                          dl385-01: {esxi: {rebind: live}}
                          dl385-02: {esxi: {rebind: live}}
                          dl385-03: {esxi: {rebind: live}}
                        """);
        return withFile(TestLab.start(folder, "world.yaml"), "");
    }

    private static String drs(String automation) {
        return "vcenters: {vc01: {clusters: {ai: {drs: %s}}}}\n".formatted(automation);
    }

    /// Writes a file with the VM in the cluster, and with these servers.
    private static TestLab withFile(TestLab lab, String servers) throws IOException {
        var whole = lab.wholeFile(1);
        int vms = whole.indexOf("vms:\n");
        lab.write(
                "thruway.yaml",
                whole.substring(0, whole.indexOf("servers:\n"))
                        + servers
                        + whole.substring(vms)
                                .replaceFirst(
                                        "server: dl385-01", "cluster: {vcenter: vc01, name: ai}")
                                .replaceFirst(
                                        "- model: L40S\n +count: 1",
                                        "- {label: " + LABEL + ", mode: dynamic}"));
        return lab;
    }

    private static void prepare(TestLab lab, int host) {
        host(lab, host)
                .toggle(
                        List.of(
                                new Passthrough.Toggle(
                                        CARD, true, Optional.of(true), Optional.of(LABEL))));
    }

    private static EsxHost host(TestLab lab, int number) {
        return lab.lab().world().server("dl385-0" + number).host();
    }

    private static Vcenter vcenter(TestLab lab) {
        return lab.lab().world().vcenter("vc01");
    }

    private static VirtualMachine vm(TestLab lab) {
        return vcenter(lab).hosts().stream()
                .flatMap(h -> h.vms().stream())
                .filter(vm -> vm.config().name().equals("gpu02"))
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, String> dump(TestLab lab) {
        return WorldDump.of(lab.lab().world(), "gpu02");
    }

    private static JsonNode json(TestLab lab, String... arguments) {
        var all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("-o", "json"));
        var run = lab.run(all.toArray(String[]::new));
        assertThat(run.out()).as(run.err()).startsWith("{");
        return JSON.readTree(run.out());
    }

    private static JsonNode condition(JsonNode state, String id) {
        return state.path("conditions")
                .valueStream()
                .filter(c -> c.path("id").asString().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static void assertWhole(JsonNode state) {
        assertThat(state.path("ok").asBoolean()).as(state.toPrettyString()).isTrue();
    }

    private static String said(Run run) {
        return run.out() + run.err();
    }

    private static List<String> tasks(TestLab lab) {
        return vcenter(lab).tasks().all().stream().map(LabTask::descriptionId).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"fullyAutomated", "partiallyAutomated"})
    void drsStartsItOnTheHostThatHasTheCardAndUndoTouchesTheVmAlone(String drs) throws Exception {
        try (var lab = lab(drs(drs))) {
            prepare(lab, 2);
            var before = dump(lab);

            var plan = said(lab.run("plan"));
            assertThat(plan)
                    .contains("chooses the host of gpu02 at every power-on")
                    .contains("only esxi02.example.com can start gpu02");
            assertWhole(json(lab, "apply", "--yes"));

            assertThat(vm(lab).host()).isSameAs(host(lab, 2));
            assertThat(tasks(lab)).contains("Datacenter.powerOnVm", "VirtualMachine.powerOn");
            var state = json(lab, "status");
            assertWhole(state);
            assertThat(state.path("gpus").path(0).path("host").asString())
                    .isEqualTo("esxi02.example.com");
            assertThat(state.path("gpus").path(0).path("address").asString()).isEqualTo(CARD);
            assertThat(condition(state, "host.passthrough-active").path("evidence"))
                    .hasToString(
                            """
                            {"drs":"%s",\
                            "host esxi01.example.com":"connected, cards: 0, active: 0, free: 0",\
                            "host esxi02.example.com":"connected, cards: 1, active: 1, free: 1",\
                            "host esxi03.example.com":"connected, cards: 0, active: 0, free: 0"}\
                            """
                                    .formatted(drs));
            assertThat(json(lab, "gpus").path("gpus").valueStream())
                    .filteredOn(g -> g.path("vm").asString("").equals("gpu02"))
                    .singleElement()
                    .satisfies(g -> {
                        assertThat(g.path("server").asString()).isEqualTo("esxi02.example.com");
                        assertThat(g.path("cluster").asString()).isEqualTo("ai");
                    });

            var undone = lab.run("undo", "gpu02", "--yes");

            assertThat(undone.code()).as(said(undone)).isZero();
            assertThat(WorldDump.differences(before, dump(lab))).isEmpty();
        }
    }

    @Test
    void aSecondRunHasNothingToDo() throws Exception {
        try (var lab = lab("")) {
            prepare(lab, 2);
            assertWhole(json(lab, "apply", "--yes"));
            assertThat(json(lab, "plan").path("changes").asInt()).isZero();
            assertThat(lab.run("status").code()).isZero();
        }
    }

    @Test
    void underManualAutomationTheRecommendationIsApplied() throws Exception {
        try (var lab = lab(drs("manual"))) {
            prepare(lab, 2);
            assertThat(said(lab.run("plan"))).contains("recommends a host for gpu02");

            assertWhole(json(lab, "apply", "--yes"));

            assertThat(vm(lab).host()).isSameAs(host(lab, 2));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"fullyAutomated", "manual"})
    void aLoginThatMayNotStartVmsIsSeenBeforeAndRefused(String drs) throws Exception {
        try (var lab =
                lab(
                        """
                        vcenters:
                          vc01:
                            clusters: {ai: {drs: %s}}
                            withheld: [VirtualMachine.Interact.PowerOn]
                        """
                                .formatted(drs))) {
            prepare(lab, 2);

            var check = lab.run("check");
            assertThat(check.code()).isEqualTo(1);
            assertThat(check.out())
                    .contains("The login lacks privileges: VirtualMachine.Interact.PowerOn.");

            assertThat(lab.run("apply", "--yes").code()).isEqualTo(1);
            assertThat(vm(lab).power()).isEqualTo(PowerState.POWERED_OFF);
        }
    }

    @Test
    void aLoginThatMayNotUpgradeTheVmIsSeenBeforeWhereAnUpgradeIsNeeded() throws Exception {
        var lacks = "The login lacks privileges: VirtualMachine.Config.UpgradeVirtualHardware.";
        Files.writeString(
                folder.resolve("world.yaml"),
                """
                lab: thruway-lab/v1
                like: vcenter
                vcenters:
                  vc01: {withheld: [VirtualMachine.Config.UpgradeVirtualHardware]}
                servers:
                  dl385-01: {vms: {gpu02: {version: vmx-14}}}
                """);
        try (var lab = withFile(TestLab.start(folder, "world.yaml"), "")) {
            assertThat(lab.run("check").out()).contains(lacks);
        }
    }

    @Test
    void theRoleForVmsOfClustersIsPrintedWhereTheFileHasSome() throws Exception {
        var privilege = "Resource.ApplyRecommendation";
        try (var lab = lab("")) {
            assertThat(lab.run("check").out()).contains("every privilege that the journey needs");
            assertThat(lab.run("check", "--role").out()).contains(privilege);
            lab.write("thruway.yaml", lab.file(1));
            assertThat(lab.run("check", "--role").out()).doesNotContain(privilege);
        }
    }

    @Test
    void withoutDrsItIsNotMovedButAPersonIsTold() throws Exception {
        try (var lab = lab(drs("off"))) {
            prepare(lab, 2);
            var before = dump(lab);

            var applied = lab.run("apply", "--yes");

            assertThat(applied.code()).isEqualTo(1);
            assertThat(said(applied))
                    .contains("gpu02 is on esxi01.example.com, which cannot start it")
                    .contains("Migrate it to one of these")
                    .contains("esxi02.example.com");
            assertThat(dump(lab)).isEqualTo(before);

            vm(lab).migrate(host(lab, 2));
            TestLab.await(() -> vm(lab).host() == host(lab, 2));
            assertWhole(json(lab, "apply", "--yes"));

            assertThat(vm(lab).power()).isEqualTo(PowerState.POWERED_ON);
            assertThat(tasks(lab)).doesNotContain("Datacenter.powerOnVm");
        }
    }

    @Test
    void whereNoHostFitsNothingIsDoneAndEachHostsReasonIsSaid() throws Exception {
        try (var lab = lab("")) {
            var before = dump(lab);

            for (var command : List.of("check", "plan", "apply")) {
                var run = command.equals("apply") ? lab.run(command, "--yes") : lab.run(command);
                assertThat(run.code()).as(command).isEqualTo(1);
                assertThat(said(run))
                        .as(command)
                        .contains("No host of the cluster ai can start gpu02 with label ai-gpu")
                        .contains(
                                "esxi01.example.com, esxi02.example.com, esxi03.example.com: no"
                                        + " card there fits");
            }
            assertThat(said(lab.run("status", "--lang", "ja"))).contains("条件に合うカードがありません");
            assertThat(dump(lab)).isEqualTo(before);
        }
    }

    @Test
    void theSameFilePreparesTheServersFirst() throws Exception {
        Files.writeString(folder.resolve("world.yaml"), "lab: thruway-lab/v1\nlike: vcenter\n");
        try (var lab = TestLab.start(folder, "world.yaml")) {
            withFile(
                    lab,
                    """
                    servers:
                      dl385-02:
                        esxi: {vcenter: vc01, host: esxi02.example.com}
                        passthrough: [{model: L40S, count: 2, label: ai-gpu}]
                    """);
            var before = dump(lab);

            var applied = json(lab, "apply", "--yes");

            assertWhole(applied);
            assertThat(
                            applied.path("steps")
                                    .valueStream()
                                    .map(s -> s.path("id").asString())
                                    .toList())
                    .containsSubsequence(
                            "reboot-host:server/dl385-02",
                            "set-hardware-label:server/dl385-02:" + CARD,
                            "attach-dynamic-device:vm/gpu02:label ai-gpu 1",
                            "power-on-vm:vm/gpu02");
            assertThat(vm(lab).host()).isSameAs(host(lab, 2));

            var undone = lab.run("undo", "--all", "--yes");

            assertThat(undone.code()).as(said(undone)).isZero();
            assertThat(WorldDump.differences(before, dump(lab))).isEmpty();
        }
    }

    @Test
    void whatSomebodyElseIsDoingToTheVmIsNotDisturbed() throws Exception {
        try (var lab = lab("")) {
            prepare(lab, 2);
            var shared = vm(lab).datastore();
            shared.makeFolder("gpu02/.thruway/lock", true);
            shared.write(
                    "gpu02/.thruway/lock/who.json",
                    "{\"who\":\"suzuki@ops-02\"}".getBytes(StandardCharsets.UTF_8));

            var applied = lab.run("apply", "--yes");

            assertThat(applied.code()).isEqualTo(1);
            assertThat(said(applied))
                    .contains("gpu02 is locked by suzuki@ops-02", "[shared1] gpu02/.thruway/lock");
            assertThat(vm(lab).power()).isEqualTo(PowerState.POWERED_OFF);
        }
    }

    @Test
    void theHostsThatFitAreCheckedAndNamed() throws Exception {
        try (var lab = lab("")) {
            prepare(lab, 2);
            assertThat(said(lab.run("check")))
                    .contains("Only esxi02.example.com of the cluster ai");
            prepare(lab, 1);
            assertThat(said(lab.run("check")))
                    .contains("2 hosts of the cluster ai can start it")
                    .doesNotContain("Only esxi");
        }
    }

    @Test
    void aClusterThatIsNotThereIsSaid() throws Exception {
        try (var lab = lab("")) {
            var text = Files.readString(folder.resolve("thruway.yaml"));
            lab.write("thruway.yaml", text.replace("name: ai}", "name: mi}"));
            var plan = lab.run("plan");
            assertThat(plan.code()).isEqualTo(1);
            assertThat(said(plan)).contains("the vCenter has no cluster named mi");
        }
    }

    @Test
    void aClusterIsAlsoNamedByItsPath() throws Exception {
        try (var lab = lab("")) {
            prepare(lab, 2);
            var text = Files.readString(folder.resolve("thruway.yaml"));
            lab.write("thruway.yaml", text.replace("name: ai}", "name: /tokyo/host/ai}"));
            assertThat(lab.run("plan").code()).isZero();
        }
    }
}
