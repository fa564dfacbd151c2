package dev.thruway.cli.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.cli.lab.TestLab;
import dev.thruway.cli.main.Run;
import dev.thruway.lab.LabEndpoint;
import dev.thruway.lab.scenario.Scenarios;
import dev.thruway.lab.world.PowerState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A live inventory becomes a scenario, and what is captured from that is the same again.
final class CaptureIT {

    private static final Pattern OPERATION =
            Pattern.compile("Body[^>]*>\\s*<(?:\\w+:)?(\\w+)[ >/]");

    /// What only reads, and what a session is.
    private static final List<String> READING =
            List.of(
                    "CreateContainerView",
                    "DestroyView",
                    "ExecuteSoap",
                    "ContinueRetrievePropertiesEx",
                    "Login",
                    "Logout",
                    "QueryConfigTarget",
                    "RetrieveManagedMethodExecuter",
                    "RetrievePropertiesEx",
                    "RetrieveServiceContent",
                    "SearchDatastoreSubFolders_Task");

    @TempDir Path folder;

    /// The guests that run are up.
    private static void awaitGuests(TestLab lab) throws InterruptedException {
        TestLab.await(() ->
                lab.lab().world().servers().stream()
                        .flatMap(s -> s.host().vms().stream())
                        .allMatch(
                                vm -> vm.power() != PowerState.POWERED_ON || vm.guest().running()));
    }

    private static String ok(Run run) {
        assertThat(run.code()).as(run.toString()).isZero();
        return run.out();
    }

    private Path folder(String name) throws IOException, InterruptedException {
        return Files.createDirectories(folder.resolve(name));
    }

    /// The world that a text describes.
    private TestLab served(String name, String text) throws IOException, InterruptedException {
        var place = folder(name);
        Files.writeString(place.resolve("copy.yaml"), text);
        var lab = TestLab.start(place, "copy.yaml");
        lab.write("thruway.yaml", lab.wholeFile(1));
        awaitGuests(lab);
        return lab;
    }

    private TestLab original(String scenario) throws IOException, InterruptedException {
        var lab = TestLab.start(folder("original"), scenario);
        lab.write("thruway.yaml", lab.wholeFile(1));
        awaitGuests(lab);
        return lab;
    }

    /// Where, and when, it was said.
    private static String withoutPlaces(String text) {
        return text.replaceAll("127\\.0\\.0\\.1:\\d+", "127.0.0.1")
                .replaceAll("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z", "then");
    }

    @ParameterizedTest
    @ValueSource(strings = {Scenarios.SEED, Scenarios.REBOOT, Scenarios.VCENTER})
    void theCopyOfACopyIsTheSame(String scenario) throws IOException, InterruptedException {
        try (var lab = original(scenario)) {
            var first = ok(lab.run("capture"));
            assertThat(ok(lab.run("capture"))).isEqualTo(first);
            try (var copy = served("copy", first)) {
                assertThat(ok(copy.run("capture"))).isEqualTo(first);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {Scenarios.SEED, Scenarios.REBOOT, Scenarios.VCENTER})
    void theCopyLooksAndPlansAsTheOriginal(String scenario)
            throws IOException, InterruptedException {
        try (var lab = original(scenario);
                var copy = served("copy", ok(lab.run("capture")))) {
            for (var command :
                    List.of("gpus -o json", "check -o json", "plan -o json", "status -o json")) {
                var words = command.split(" ");
                var expected = lab.run(words);
                var found = copy.run(words);
                assertThat(withoutPlaces(found.out()))
                        .as(command)
                        .isEqualTo(withoutPlaces(expected.out()));
                assertThat(found.code()).as(command).isEqualTo(expected.code());
            }
        }
    }

    @Test
    void anInventoryWithoutAFileIsCapturedToo() throws IOException, InterruptedException {
        try (var lab = original(Scenarios.VCENTER)) {
            var vcenter = lab.lab().endpoint(LabEndpoint.Kind.VCENTER, "vc01");
            var first = ok(lab.govc(vcenter, "capture"));
            try (var copy = served("copy", first)) {
                var again = copy.lab().endpoint(LabEndpoint.Kind.VCENTER, "127.0.0.1");
                assertThat(ok(copy.govc(again, "capture"))).isEqualTo(first);
                assertThat(ok(copy.govc(again, "gpus", "-o", "json")))
                        .isEqualTo(ok(lab.govc(vcenter, "gpus", "-o", "json")));
            }
        }
    }

    @Test
    void onlyReadingCallsGoOut() throws IOException, InterruptedException {
        try (var lab = original(Scenarios.VCENTER)) {
            ok(lab.run("capture", "--trace", "trace"));
            try (var files = Files.walk(folder.resolve("original/trace"))) {
                var asked =
                        files.filter(Files::isRegularFile)
                                .map(CaptureIT::text)
                                .flatMap(text -> OPERATION.matcher(text).results())
                                .map(m -> m.group(1))
                                .filter(name -> !name.endsWith("Response"))
                                .filter(name -> !name.equals("Fault"))
                                .collect(Collectors.toSet());
                assertThat(asked).contains("RetrievePropertiesEx", "Login");
                assertThat(READING).containsAll(asked);
            }
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Everything that a scenario can say of a world, in one.
    private static final String MANY_STATES =
            """
            vcenters:
              vc01:
                clusters:
                  ai: {drs: partiallyAutomated, ha: {}, storage: vsan, pinned: [db01]}
                disconnected: [dl385-03]
            servers:
              dl385-01:
                esxi: {lockdown: normal, maintenance: "true"}
                gpus:
                  - {address: "0000:41:00.0", name: NVIDIA L40S, graphics: sharedDirect}
                vms:
                  gpu02:
                    inFolder: [gpu, "R&D 開発"]
                    memoryLocked: "true"
                    memoryHotAdd: "true"
                    secureBoot: "true"
                    snapshots: ["before: 1", after]
                    vbs: "true"
                    vtpm: "true"
                    managedBy: {extension: com.vmware.vim.eam, type: cluster-agent}
                    extraConfig:
                      hypervisor.cpuid.v0: "FALSE"
                      guestinfo.userdata: c2VjcmV0LUNhbmFyeQ==
                      pciPassthru.64bitMMIOSizeGB: "128"
                    annotation: the password is secret-Canary
                    devices:
                      - {address: "0000:c1:00.0", device: 26b9, vendor: 10de, systemId: another-host}
                      - {products: ["10de:26b9 10de:1851"], hardwareLabel: ai-gpu}
              dl385-02:
                like: dl385-01
                esxi: {lockdown: disabled, maintenance: "false", hidden: [uses]}
            """;

    private TestLab manyStates() throws IOException, InterruptedException {
        var place = folder("states");
        var world = "lab: thruway-lab/v1\nlike: vcenter\n" + MANY_STATES;
        Files.writeString(place.resolve("world.yaml"), world);
        return TestLab.start(place, "world.yaml");
    }

    @Test
    void everyStateIsInTheCopy() throws IOException, InterruptedException {
        try (var lab = manyStates()) {
            awaitGuests(lab);
            var vcenter = lab.lab().endpoint(LabEndpoint.Kind.VCENTER, "vc01");
            var first = lab.govc(vcenter, "capture").out();
            assertThat(first)
                    .contains("drs: partiallyAutomated", "storage: vsan", "pinned: [db01]")
                    .contains("lockdown: normal", "maintenance: true", "graphics: sharedDirect")
                    .contains("inFolder: [gpu, \"R&D 開発\"]", "memoryLocked: true")
                    .contains("snapshots: [\"before: 1\", after]", "vbs: true", "vtpm: true")
                    .contains("com.vmware.vim.eam", "hypervisor.cpuid.v0: \"FALSE\"")
                    .contains("systemId: another-host", "hardwareLabel: ai-gpu")
                    .contains("disconnected: [", "hidden: [uses]");
            try (var copy = served("copy", first)) {
                var again = copy.lab().endpoint(LabEndpoint.Kind.VCENTER, "127.0.0.1");
                assertThat(copy.govc(again, "capture").out()).isEqualTo(first);
            }
        }
    }

    /// Names that are there twice: of clusters, VMs, datastores and folders.
    private static final String DATACENTERS =
            """
            vcenters:
              vc01:
                clusters:
                  ai: {servers: [dl385-01, dl385-02, dl385-03], inFolder: [gpu]}
                datacenters:
                  osaka:
                    inFolder: [japan, "west / 西"]
                    clusters:
                      ai: {inFolder: [gpu], drs: manual, ha: "off", servers: [dl385-04], pinned: [web01]}
                      other: {name: ai, drs: "off", servers: [dl385-05]}
                    standalone: [dl385-06, {server: dl385-07, inFolder: [gpu, rack9]}]
            datastores:
              shared2: {name: shared1, capacity: 8 TiB, servers: [dl385-04, dl385-05]}
            servers:
              dl385-04:
                like: dl385-01
                esxi: {name: esxi04.example.com, systemId: s4}
                vms:
                  web01:
                    instanceUuid: 503da1d0-6f7c-4be2-9d31-0c5e7a9b00ff
                    inFolder: [gpu]
                    version: vmx-21
                    cpus: 2
                    coresPerSocket: 2
                    memory: 8 GiB
                    firmware: efi
                    datastore: shared1
                    guest: {id: ubuntu64Guest, name: Ubuntu Linux, ssh: "no"}
              dl385-05: {like: dl385-01, esxi: {name: esxi05.example.com, systemId: s5}}
              dl385-06: {like: dl385-01, esxi: {name: esxi06.example.com, systemId: s6}}
              dl385-07: {like: dl385-01, esxi: {name: esxi07.example.com, systemId: s7}}
            """;

    private TestLab datacenters() throws IOException, InterruptedException {
        var place = folder("datacenters");
        var world = "lab: thruway-lab/v1\nlike: vcenter\n" + DATACENTERS;
        Files.writeString(place.resolve("world.yaml"), world);
        return TestLab.start(place, "world.yaml");
    }

    @Test
    void datacentersAreKeptApart() throws IOException, InterruptedException {
        try (var lab = datacenters()) {
            awaitGuests(lab);
            var vcenter = lab.lab().endpoint(LabEndpoint.Kind.VCENTER, "vc01");
            var first = ok(lab.govc(vcenter, "capture"));
            assertThat(first)
                    .containsSubsequence(
                            "      osaka:\n        inFolder: [japan, \"west %2f 西\"]\n",
                            "          ai:\n",
                            "            drs: \"off\"\n",
                            "servers: [esxi05.example.com]",
                            "          \"ai #2\":\n",
                            "            name: ai\n",
                            "            inFolder: [gpu]\n",
                            "            drs: manual\n",
                            "            servers: [esxi04.example.com]\n",
                            "            pinned: [web01]\n",
                            "          - esxi06.example.com\n",
                            "          - {server: esxi07.example.com, inFolder: [gpu, rack9]}\n",
                            "      tokyo:\n",
                            "servers: [esxi01.example.com, esxi02.example.com, esxi03.example.com]")
                    .doesNotContain("not in the copy");
            try (var copy = served("copy", first)) {
                var again = copy.lab().endpoint(LabEndpoint.Kind.VCENTER, "127.0.0.1");
                assertThat(ok(copy.govc(again, "capture"))).isEqualTo(first);
                assertThat(ok(copy.govc(again, "gpus", "-o", "json")))
                        .isEqualTo(ok(lab.govc(vcenter, "gpus", "-o", "json")));
            }
        }
    }

    @Test
    void noNameOfADatacenterOrAFolderIsInAnAnonymousCopy()
            throws IOException, InterruptedException {
        try (var lab = datacenters()) {
            lab.write(
                    "thruway.yaml",
                    lab.wholeFile(1)
                            .replaceFirst("(?m)^  gpu02:$", "  gpu02:\n    path: /tokyo/vm/gpu02"));
            var first = ok(lab.run("capture", "--anonymize"));
            assertThat(first)
                    .doesNotContain("tokyo", "osaka", "japan", "西", "rack9", "web01", "esxi0")
                    .contains("path: /datacenter-");
            try (var copy = served("copy", first)) {
                assertThat(ok(copy.run("plan"))).isNotEmpty();
            }
        }
    }

    @Test
    void aKeyOrANoteThatThruwayDoesNotLookAtIsLeftOut() throws IOException, InterruptedException {
        try (var lab = manyStates()) {
            var vcenter = lab.lab().endpoint(LabEndpoint.Kind.VCENTER, "vc01");
            for (var format : List.of("text", "json", "yaml")) {
                assertThat(lab.govc(vcenter, "capture", "-o", format).out())
                        .contains("gpu02")
                        .doesNotContain("guestinfo", "Canary", "c2VjcmV0");
            }
        }
    }

    @Test
    void aHostThatRunsAVmWithACardIsCapturedAsItRuns() throws IOException, InterruptedException {
        try (var lab = original(Scenarios.SEED)) {
            ok(lab.run("apply", "--yes"));
            var first = ok(lab.run("capture"));
            assertThat(first).contains("passthrough: \"on\"", "power: \"on\"", "thruway.agreed");
            try (var copy = served("copy", first)) {
                assertThat(ok(copy.run("gpus", "-o", "json")))
                        .isEqualTo(ok(lab.run("gpus", "-o", "json")));
                assertThat(ok(copy.run("capture"))).isEqualTo(first);
            }
        }
    }

    @Test
    void aPlanIsRehearsedOnTheCopy() throws IOException, InterruptedException {
        try (var lab = original(Scenarios.REBOOT);
                var copy = served("copy", ok(lab.run("capture")))) {
            assertThat(ok(copy.run("apply", "--yes", "--approve", "host-reboot=dl385-01")))
                    .contains("[ok] guest.nvidia-smi");
            assertThat(ok(copy.run("undo", "--all", "--yes"))).isNotEmpty();
            assertThat(lab.lab().world().server("dl385-01").host().boots()).isEqualTo(1);
        }
    }

    @Test
    void whatThruwayNotedIsInTheCopyAndIsUndoneThere() throws IOException, InterruptedException {
        try (var lab = original(Scenarios.SEED)) {
            ok(lab.run("apply", "--yes"));
            var first = ok(lab.run("capture"));
            assertThat(first).contains(".thruway/", "before.json", "thruway.before");
            try (var copy = served("copy", first)) {
                assertThat(ok(copy.run("capture"))).isEqualTo(first);
                ok(copy.run("undo", "--all", "--yes"));
                assertThat(ok(copy.run("capture")))
                        .doesNotContain("passthrough: \"on\"", "before.json", "thruway.");
            }
        }
    }

    @Test
    void noNameIsInTheNotesOfAnAnonymousCopy() throws IOException, InterruptedException {
        var pending =
                """
                {"bootTime":"2024-04-01T02:10:00Z","who":"taro@desk","since":"2024-04-01T02:11:00Z",\
                "stage":"maintenance","ran":[{"uuid":"5032a1d0-6f7c-4be2-9d31-0c5e7a9b0032",\
                "name":"gpu02"},{"uuid":"gone","name":"secret-vm"}]}\
                """;
        var before = "{\"passthroughEnabled\":{},\"labels\":{\"0000:41:00.0\":\"secret-label\"}}";
        var uuid = Scenarios.plan(Scenarios.SEED).servers().getFirst().host().systemId();
        var files =
                "{.thruway/%1$s/before.json: '%2$s', .thruway/%1$s/pending.json: '%3$s'}"
                        .formatted(uuid, before, pending);
        try (var lab =
                like("servers: {dl385-01: {esxi: {datastore: {files: %s}}}}\n".formatted(files))) {
            assertThat(ok(lab.run("capture"))).contains("taro@desk", "secret-vm", "secret-label");
            assertThat(ok(lab.run("capture", "--anonymize")))
                    .contains("before.json", "pending.json", "person-001")
                    .doesNotContain("taro", "secret-", "gpu02", uuid);
        }
    }

    @Test
    void pseudonymsStandForEveryNameAndAlwaysTheSameOne() throws IOException, InterruptedException {
        try (var lab = original(Scenarios.VCENTER)) {
            var first = ok(lab.run("capture", "--anonymize"));
            assertThat(ok(lab.run("capture", "--anonymize"))).isEqualTo(first);
            assertThat(first)
                    .doesNotContain("esxi0", "dl385-0", "gpu02", "db01", "vcsa", "tokyo", "vc01")
                    .doesNotContain("shared1", "esxi01-local", "192.0.2.", "00:50:56:8a", "CZ2D")
                    .doesNotContain("13200000000", "5032a1d0", "65f0c1a2", "7f4e3c1a", "39333550")
                    .contains("NVIDIA L40S", "ProLiant DL385 Gen11", "8.0.2", "10de:26b9");
            try (var copy = served("copy", first)) {
                var plan = ok(copy.run("plan"));
                assertThat(plan.lines().count()).isEqualTo(ok(lab.run("plan")).lines().count());
            }
        }
    }

    @Test
    void targetsNarrowItToTheirHosts() throws IOException, InterruptedException {
        try (var lab = original(Scenarios.VCENTER)) {
            var one = ok(lab.run("capture", "gpu02"));
            assertThat(one).contains("dl385-01:", "gpu02:").doesNotContain("db01:", "dns01:");
            assertThat(ok(lab.run("capture", "dl385-01", "esxi02.*"))).contains("db01:");
            var wrong = lab.run("capture", "gpu03");
            assertThat(wrong.code()).isEqualTo(64);
            assertThat(wrong.err()).contains("gpu02");
        }
    }

    @Test
    void whatCannotBeReadIsNamed() throws IOException, InterruptedException {
        try (var lab = original(Scenarios.SEED)) {
            var file = lab.wholeFile(1);
            lab.write(
                    "thruway.yaml",
                    file.replaceAll("(bmc:\\n\\s+url: https://127.0.0.1):\\d+", "$1:1"));
            var run = lab.run("capture", "--out", "copy.yaml");
            assertThat(run.code()).isEqualTo(1);
            assertThat(run.out()).isEmpty();
            assertThat(run.err()).contains("dl385-01: ");
            assertThat(Files.readString(lab.folder().resolve("copy.yaml")))
                    .contains("bmc: \"no\"")
                    .doesNotContain("serial: \"13200");
            lab.write(
                    "thruway.yaml",
                    file.replaceAll("(esxi:\\n\\s+url: https://127.0.0.1):\\d+", "$1:1"));
            var nothing = lab.run("capture", "--out", "none.yaml");
            assertThat(nothing.code()).isEqualTo(1);
            assertThat(lab.folder().resolve("none.yaml")).doesNotExist();
        }
    }

    @Test
    void theSameAsJsonIsServedToo() throws IOException, InterruptedException {
        try (var lab = original(Scenarios.SEED)) {
            var first = ok(lab.run("capture"));
            try (var copy = served("copy", ok(lab.run("capture", "-o", "json")))) {
                assertThat(ok(copy.run("capture"))).isEqualTo(first);
            }
        }
    }

    private TestLab like(String lines) throws IOException, InterruptedException {
        var place = folder("like");
        var world = "lab: thruway-lab/v1\nlike: seed\n" + lines;
        Files.writeString(place.resolve("world.yaml"), world);
        var lab = TestLab.start(place, "world.yaml");
        lab.write("thruway.yaml", lab.wholeFile(1));
        return lab;
    }

    @Test
    void allVgpusOfAVmAreInTheCopyBesideItsOtherDevices() throws IOException, InterruptedException {
        var devices =
                "{vgpu: grid_l40s-8q}, {address: '0000:c1:00.0', device: 26b9, vendor: 10de,"
                        + " systemId: x}, {vgpu: grid_l40s-16q}";
        try (var lab =
                like("servers: {dl385-01: {vms: {gpu02: {devices: [%s]}}}}\n".formatted(devices))) {
            var first = ok(lab.run("capture"));
            assertThat(first)
                    .containsSubsequence(
                            "{key: 13000, unit: 18, label: PCI device 0, vgpu: grid_l40s-8q}",
                            "{key: 13001, unit: 19, label: PCI device 1, address: \"0000:c1:00.0\"",
                            "{key: 13002, unit: 20, label: PCI device 2, vgpu: grid_l40s-16q}");
            try (var copy = served("copy", first)) {
                assertThat(ok(copy.run("capture"))).isEqualTo(first);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"ProcAmdIoVt, 0", "Sriov, 1"})
    void devicesThatTheBiosKeepsFromVmsAreNotOnesThatCannotBePassedThrough(
            String setting, int incapable) throws IOException, InterruptedException {
        var cards =
                "{address: '0000:90:00.0', ids: '14e4:16d7 1590:0289', class: '020000'},"
                        + " {address: '0000:91:00.0', ids: '14e4:16d7 1590:0289',"
                        + " class: '020000', offered: 'no'}";
        try (var lab =
                like(
                        "servers: {dl385-01: {bios: {%s: Disabled}, pci: [%s]}}\n"
                                .formatted(setting, cards))) {
            var first = ok(lab.run("capture"));
            assertThat(first.lines().filter(l -> l.contains("offered: \"no\""))).hasSize(incapable);
            try (var copy = served("copy", first)) {
                assertThat(ok(copy.run("capture"))).isEqualTo(first);
            }
        }
    }

    @Test
    void theCopyOfAVmWithASlashInItsNameIsRehearsedToo() throws IOException, InterruptedException {
        try (var lab =
                        like(
                                "servers: {dl385-01: {vms: {gpu02: {name: 'R&D%2fgpu: 100%25"
                                        + " [x]'}}}}\n");
                var copy = served("copy", ok(lab.run("capture")))) {
            assertThat(lab.wholeFile(1)).contains("R&D/gpu: 100% [x]");
            for (var one : List.of(lab, copy)) {
                assertThat(ok(one.run("apply", "--yes"))).contains("[ok] guest.nvidia-smi");
            }
        }
    }

    @Test
    void namesInNotesAreReplacedWhateverTheCaseOfTheirKey()
            throws IOException, InterruptedException {
        var note =
                "'{\"vm\":\"52f3a1d0-6f7c-4be2-9d31-0c5e7a9b0002\",\"power\":\"OFF\",\"firmware\":\"EFI\",\"name\":\"gpu02\"}'";
        try (var lab =
                like(
                        "servers: {dl385-01: {vms: {gpu02: {extraConfig: {Thruway.Before: %s}}}}}\n"
                                .formatted(note))) {
            assertThat(ok(lab.run("capture", "--anonymize")))
                    .contains("Thruway.Before", "vm-001")
                    .doesNotContain("gpu02", "52f3a1d0");
            assertThat(ok(lab.run("capture"))).contains("gpu02", "52f3a1d0");
        }
    }
}
