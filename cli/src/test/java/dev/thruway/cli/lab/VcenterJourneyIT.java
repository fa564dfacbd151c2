package dev.thruway.cli.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.cli.main.Run;
import dev.thruway.lab.LabEndpoint;
import dev.thruway.lab.world.EsxHost;
import dev.thruway.lab.world.LabEvent;
import dev.thruway.lab.world.PowerState;
import dev.thruway.lab.world.Subject;
import dev.thruway.lab.world.Vcenter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Hosts of a cluster that have to reboot, through their vCenter.
final class VcenterJourneyIT {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final String GPU02_RUNS =
            """
            servers:
              dl385-01: {vms: {gpu02: {power: "on"}}}
            """;

    /// A second VM that wants a card, on the second host.
    private static final String GPU03 =
            """
            servers:
              dl385-02:
                vms:
                  gpu03:
                    id: "3"
                    instanceUuid: 5032a1d0-6f7c-4be2-9d31-0c5e7a9b0033
                    biosUuid: 42327b5e-2f0a-6c3d-8e91-4a5b6c7d0033
                    created: "2024-04-01T02:10:00Z"
                    version: vmx-21
                    cpus: 8
                    coresPerSocket: 8
                    memory: 64 GiB
                    firmware: efi
                    datastore: shared1
                    power: "on"
                    guest: {id: ubuntu64Guest, name: Ubuntu Linux (64-bit), hostname: gpu03, address: 192.0.2.51}
                    disks:
                      - {size: 100 GiB}
                    nics:
                      - {network: VM Network, mac: "00:50:56:8a:5b:33"}
            """;

    @TempDir Path folder;

    private TestLab lab(String lines) throws IOException {
        Files.writeString(
                folder.resolve("world.yaml"), "lab: thruway-lab/v1\nlike: vcenter\n" + lines);
        var lab = TestLab.start(folder, "world.yaml");
        lab.write("thruway.yaml", lab.wholeFile(1));
        return lab;
    }

    private static String cluster(String lines) {
        return "vcenters:\n  vc01:\n    clusters:\n      ai: " + lines + "\n";
    }

    private static JsonNode json(TestLab lab, String... arguments) {
        var all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("-o", "json"));
        return JSON.readTree(lab.run(all.toArray(String[]::new)).out());
    }

    private static Vcenter vcenter(TestLab lab) {
        return lab.lab().world().vcenter("vc01");
    }

    private static EsxHost host(TestLab lab, String server) {
        return lab.lab().world().server(server).host();
    }

    /// Which VMs run, by server.
    private static Map<String, Set<String>> running(TestLab lab) {
        var all = new TreeMap<String, Set<String>>();
        for (var server : lab.lab().world().servers()) {
            var names = new TreeSet<String>();
            server.host().vms().stream()
                    .filter(vm -> vm.power() == PowerState.POWERED_ON)
                    .forEach(vm -> names.add(vm.config().name()));
            all.put(server.name(), names);
        }
        return all;
    }

    private static List<String> events(TestLab lab, String vmOrHost, Predicate<String> types) {
        return vcenter(lab).events().all().stream()
                .filter(e -> subject(e).equals(vmOrHost))
                .map(LabEvent::type)
                .filter(types)
                .toList();
    }

    private static String subject(LabEvent event) {
        return event.vm().map(Subject::name).or(() -> event.host().map(EsxHost::name)).orElse("");
    }

    private static Map<String, String> dump(TestLab lab) {
        return WorldDump.of(lab.lab().world(), "gpu02");
    }

    private static List<String> ids(JsonNode document, String list) {
        return document.path(list).valueStream().map(c -> c.path("id").asString()).toList();
    }

    private static void assertWhole(JsonNode applied) {
        assertThat(applied.path("ok").asBoolean()).as(applied.toPrettyString()).isTrue();
    }

    private static void assertDone(Run run) {
        assertThat(run.code()).as(run.out() + run.err()).isZero();
    }

    @Test
    void plainVmsAreMovedAwayAndTheGpuVmIsShutDownAndStarted() throws Exception {
        try (var lab = lab(GPU02_RUNS)) {
            var before = dump(lab);

            var plan = lab.run("plan");

            assertThat(plan.out() + plan.err())
                    .contains("moves these running VMs to other hosts")
                    .contains("web01, web02");
            assertThat(ids(json(lab, "plan"), "steps"))
                    .containsSubsequence(
                            "enter-maintenance-mode:server/dl385-01",
                            "reboot-host:server/dl385-01",
                            "exit-maintenance-mode:server/dl385-01",
                            "power-on-vm:vm/gpu02")
                    .noneMatch(id -> id.startsWith("shut-down-other-vm"));

            assertWhole(json(lab, "apply", "--yes"));

            assertThat(
                            events(
                                    lab,
                                    "esxi01.example.com",
                                    t -> t.startsWith("Host") || t.contains("Maintenance")))
                    .containsSubsequence(
                            "EnteredMaintenanceModeEvent",
                            "HostConnectionLostEvent",
                            "HostConnectedEvent",
                            "ExitMaintenanceModeEvent");
            var running = running(lab);
            assertThat(running.get("dl385-01")).contains("gpu02").doesNotContain("web01", "web02");
            assertThat(running.values()).anyMatch(names -> names.contains("web01"));
            assertThat(running.values()).anyMatch(names -> names.contains("web02"));

            assertDone(lab.run("undo", "--all", "--yes"));

            assertThat(WorldDump.differences(before, dump(lab))).isEmpty();
            assertThat(running(lab).values()).anyMatch(names -> names.contains("web01"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"partiallyAutomated", "off"})
    void whereDrsMovesNothingTheVmsAreShutDownAndStartedAgain(String drs) throws Exception {
        try (var lab = lab(cluster("{drs: %s}".formatted(drs)))) {
            var before = dump(lab);
            var ran = running(lab);

            var plan = lab.run("plan");

            assertThat(plan.out() + plan.err())
                    .contains("moves no VM by itself")
                    .contains("web01, web02");
            var applied = json(lab, "apply", "--yes");
            assertWhole(applied);
            assertThat(ids(applied, "steps"))
                    .containsSubsequence(
                            "note-running-vms:server/dl385-01",
                            "shut-down-other-vm:server/dl385-01:web01",
                            "shut-down-other-vm:server/dl385-01:web02",
                            "enter-maintenance-mode:server/dl385-01",
                            "reboot-host:server/dl385-01",
                            "exit-maintenance-mode:server/dl385-01",
                            "start-other-vm:server/dl385-01:web01",
                            "start-other-vm:server/dl385-01:web02");
            assertThat(running(lab).get("dl385-01")).contains("gpu02", "web01", "web02");

            assertDone(lab.run("undo", "--all", "--yes"));

            assertThat(WorldDump.differences(before, dump(lab))).isEmpty();
            assertThat(running(lab)).isEqualTo(ran);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "vcenters: {vc01: {clusters: {ai: {pinned: [web01]}}}}",
                "servers: {dl385-01: {vms: {web01: {datastore: esxi01-local}}}}"
            })
    void aVmThatDrsCannotMoveIsShutDownWhileTheOthersAreMoved(String lines) throws Exception {
        try (var lab = lab(lines)) {
            assertThat(lab.run("plan").out())
                    .contains("cannot move these VMs")
                    .contains(": web01\n");

            assertWhole(json(lab, "apply", "--yes"));

            assertThat(running(lab).get("dl385-01"))
                    .contains("gpu02", "web01")
                    .doesNotContain("web02");
        }
    }

    @Test
    void nothingIsDoneWhereVmsStayAndPolicyForbidsToShutThemDown() throws Exception {
        try (var lab = lab(cluster("{drs: partiallyAutomated}"))) {
            lab.write(
                    "thruway.yaml",
                    lab.wholeFile(1).replace("vmPowerOff: allow", "vmPowerOff: never"));
            var before = dump(lab);

            var applied = lab.run("apply", "--yes");

            assertThat(applied.code()).isNotZero();
            assertThat(applied.out() + applied.err())
                    .contains("web01, web02")
                    .contains("partiallyAutomated");
            assertThat(dump(lab)).isEqualTo(before);
        }
    }

    @Test
    void vsanKeepsItsObjectsAccessible() throws Exception {
        try (var lab = lab(cluster("{storage: vsan}"))) {
            var plan = lab.run("plan");

            assertThat(plan.out() + plan.err()).contains("ensureObjectAccessibility");
            assertWhole(json(lab, "apply", "--yes"));
        }
    }

    @ParameterizedTest
    @CsvSource({"vmx-11, 1", "vmx-21, 0"})
    void aLoginThatMayNotUpgradeIsSeenBeforeWhereAnUpgradeIsNeeded(String version, int code)
            throws Exception {
        try (var lab =
                lab(
                        """
                        vcenters:
                          vc01: {withheld: [VirtualMachine.Config.UpgradeVirtualHardware]}
                        servers:
                          dl385-01: {vms: {gpu02: {version: %s}}}
                        """
                                .formatted(version))) {
            var check = lab.run("check");
            assertThat(check.code()).isEqualTo(code);
            assertThat(
                            check.out()
                                    .contains(
                                            "The login lacks privileges:"
                                                + " VirtualMachine.Config.UpgradeVirtualHardware."))
                    .isEqualTo(code == 1);
        }
    }

    /// The lab's vCenter is reached at a loopback address, and calls itself vc01.example.com.
    @ParameterizedTest
    @ValueSource(strings = {"address: 127.0.0.1", "hostname: vc01.example.com", "hostname: vc01"})
    void aHostIsNotRebootedUnderItsOwnVcenter(String guest) throws Exception {
        try (var lab =
                lab(
                        """
                        vcenters:
                          vc01: {appliance: web01, clusters: {ai: {pinned: [web01]}}}
                        servers:
                          dl385-01: {vms: {web01: {guest: {%s}}}}
                        """
                                .formatted(guest))) {
            assertRefusedForItsVcenter(lab);
        }
    }

    private static void assertRefusedForItsVcenter(TestLab lab) {
        var before = dump(lab);

        var applied = lab.run("apply", "--yes");

        assertThat(applied.code()).isNotZero();
        assertThat(applied.out() + applied.err()).contains("web01 on dl385-01 is the vCenter");
        assertThat(lab.run("check").out()).contains("web01 on dl385-01 is the vCenter");
        assertThat(dump(lab)).isEqualTo(before);
    }

    private static String vcenterInWeb01(String cluster, String vm) {
        return """
        vcenters:
          vc01: {appliance: web01, clusters: {ai: {%s}}}
        servers:
          dl385-01: {vms: {web01: {guest: {hostname: vc01.example.com}%s}}}
        """
                .formatted(cluster, vm);
    }

    @ParameterizedTest
    @CsvSource({
        "drs: partiallyAutomated, ''",
        "drs: off, ''",
        "drs: fullyAutomated, ', datastore: esxi01-local'"
    })
    void aVcenterThatDrsDoesNotMoveKeepsItsHostFromRebooting(String cluster, String vm)
            throws Exception {
        try (var lab = lab(vcenterInWeb01(cluster, vm))) {
            assertRefusedForItsVcenter(lab);
        }
    }

    @Test
    void theVcenterItselfIsMovedAwayAndGoesOnAnswering() throws Exception {
        try (var lab = lab(vcenterInWeb01("drs: fullyAutomated", ""))) {
            var before = dump(lab);
            var plan = lab.run("plan");
            assertThat(plan.out() + plan.err())
                    .contains("web01 is the vCenter itself through which dl385-01 is managed")
                    .contains("moves it to another host before dl385-01 reboots");
            assertThat(lab.run("check").out()).doesNotContain("web01 on dl385-01 is the vCenter");

            assertWhole(json(lab, "apply", "--yes"));

            assertThat(events(lab, "web01", t -> t.startsWith("Vm")))
                    .contains("VmMigratedEvent")
                    .doesNotContain("VmPoweredOffEvent", "VmGuestShutdownEvent");
            assertThat(running(lab).get("dl385-01")).contains("gpu02").doesNotContain("web01");
            assertThat(host(lab, "dl385-01").boots()).isEqualTo(2);

            assertDone(lab.run("undo", "--all", "--yes"));

            assertThat(WorldDump.differences(before, dump(lab))).isEmpty();
        }
    }

    @Test
    void admissionControlIsWarnedOfWhereOneHostWouldBeLeft() throws Exception {
        try (var lab = lab(cluster("{servers: [dl385-01, dl385-02]}"))) {
            var plan = lab.run("plan");

            assertThat(plan.out() + plan.err()).contains("HA admission control");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"fullyAutomated", "partiallyAutomated"})
    void whereAdmissionControlRefusesNobodyStaysShutDown(String drs) throws Exception {
        try (var lab = lab(cluster("{servers: [dl385-01, dl385-02], drs: %s}".formatted(drs)))) {
            var before = dump(lab);
            var ran = running(lab);

            var applied = lab.run("apply", "--yes");

            assertThat(applied.code()).isEqualTo(1);
            assertThat(applied.out() + applied.err()).contains("HA admission control");
            var isOff = !drs.equals("fullyAutomated");
            for (var said : List.of(applied, lab.run("status"))) {
                assertThat(said.out().contains("still off: web01, web02")).isEqualTo(isOff);
            }
            assertThat(host(lab, "dl385-01").inMaintenance()).isFalse();
            assertDone(lab.run("undo", "--all", "--yes"));
            assertThat(running(lab)).isEqualTo(ran);
            assertThat(WorldDump.differences(before, dump(lab))).isEmpty();
        }
    }

    @Test
    void twoHostsOfAClusterAreOutOfServiceOneAfterTheOther() throws Exception {
        try (var lab = lab(GPU03)) {
            assertWhole(json(lab, "apply", "--yes"));

            var out = new TreeSet<String>();
            var rebooted = new ArrayList<String>();
            for (var event : vcenter(lab).events().all()) {
                var host = event.host().map(EsxHost::name).orElse("");
                switch (event.type()) {
                    case "EnteringMaintenanceModeEvent" -> {
                        assertThat(out).as("when %s leaves", host).isEmpty();
                        out.add(host);
                    }
                    case "HostConnectionLostEvent" -> rebooted.add(host);
                    case "ExitMaintenanceModeEvent" -> out.remove(host);
                    default -> {}
                }
            }
            assertThat(out).isEmpty();
            assertThat(rebooted)
                    .containsExactlyInAnyOrder("esxi01.example.com", "esxi02.example.com");
            assertThat(running(lab).get("dl385-01")).contains("gpu02");
            assertThat(running(lab).get("dl385-02")).contains("gpu03");
        }
    }

    private static final String LOCKED =
            """
            servers:
              dl385-01: {esxi: {lockdown: normal}}
            """;

    @Test
    void aHostInLockdownModeIsManagedThroughItsVcenter() throws Exception {
        try (var lab = lab(LOCKED)) {
            var check = lab.run("check");
            assertThat(check.out() + check.err()).doesNotContain("Should it stop to");
            assertWhole(json(lab, "apply", "--yes"));
        }
    }

    @Test
    void aHostInLockdownModeRefusesADirectLoginAndItIsSaidWhatToDo() throws Exception {
        try (var lab = lab(LOCKED)) {
            var gpus = lab.govc("gpus");
            assertThat(gpus.code()).isNotZero();
            assertThat(gpus.err()).contains("vCenter");
            var check = lab.govc("check");
            assertThat(check.code()).isNotZero();
            assertThat(check.out() + check.err()).contains("Manage it through its vCenter");
            assertThat(host(lab, "dl385-01").lockdown()).isEqualTo(EsxHost.Lockdown.NORMAL);
        }
    }

    @Test
    void everyGpuIsListedWithItsVcenterAndItsCluster() throws Exception {
        try (var lab = lab("")) {
            assertThat(json(lab, "gpus").path("gpus"))
                    .hasSize(2)
                    .allSatisfy(gpu -> {
                        assertThat(gpu.path("vcenter").asString()).isEqualTo("vc01");
                        assertThat(gpu.path("cluster").asString()).isEqualTo("ai");
                    });
            assertThat(lab.run("gpus", "-o", "csv").out())
                    .contains("vcenter,cluster,server,")
                    .contains("vc01,ai,dl385-01,PCI-E Slot 3,");
            assertThat(lab.run("gpus", "-o", "wide").out()).contains("vc01").contains(" ai ");
            var vcenter = lab.lab().endpoint(LabEndpoint.Kind.VCENTER, "vc01");
            Files.delete(folder.resolve("thruway.yaml"));

            var all = JSON.readTree(lab.govc(vcenter, "gpus", "-o", "json").out());

            assertThat(all.path("gpus"))
                    .hasSize(4)
                    .allSatisfy(gpu -> {
                        assertThat(gpu.path("vcenter").asString()).isEqualTo("127.0.0.1");
                        assertThat(gpu.path("cluster").asString()).isEqualTo("ai");
                    });
        }
    }

    @Test
    void aServerWithoutCardsAndWishesIsNoFailure() throws Exception {
        try (var lab = lab("")) {
            assertDone(lab.run("apply", "--yes"));
            lab.write(
                    "thruway.yaml",
                    lab.wholeFile(1)
                            .replace(
                                    "servers:\n",
                                    """
                                    servers:
                                      dl385-03:
                                        esxi: {vcenter: vc01, host: esxi03.example.com}
                                    """));
            assertDone(lab.run("status"));
            assertDone(lab.run("plan", "--detailed-exitcode"));
            assertDone(lab.run("gpus"));
        }
    }
}
