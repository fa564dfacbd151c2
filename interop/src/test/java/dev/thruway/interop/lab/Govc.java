package dev.thruway.interop.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.interop.GoPeers;
import dev.thruway.interop.Tool;
import dev.thruway.lab.LabEndpoint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// govc as it is released, with an ESXi or a vCenter of the lab as its target. It trusts it by its
/// fingerprint and keeps its sessions in a folder of the test.
record Govc(Path binary, Path folder, Map<String, String> environment) {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration WAIT = Duration.ofSeconds(20);

    Govc {
        environment = Map.copyOf(environment);
    }

    static Govc with(LabEndpoint esxi, Path folder) throws Exception {
        var known = folder.resolve("known_hosts_of_govc");
        var host = esxi.url().getAuthority();
        Files.writeString(known, host + " " + esxi.thumbprint() + "\n");
        return new Govc(
                GoPeers.binary("govc"),
                folder,
                Map.of(
                        "GOVC_URL", esxi.url().toString(),
                        "GOVC_USERNAME", esxi.username(),
                        "GOVC_PASSWORD", esxi.password(),
                        "GOVC_INSECURE", "false",
                        "GOVC_TLS_KNOWN_HOSTS", known.toString(),
                        "GOVC_DATACENTER", "",
                        "GOVC_VM", "",
                        "GOVMOMI_HOME", folder.resolve("govmomi").toString(),
                        "TZ", "UTC",
                        "HOME", folder.toString()));
    }

    /// The same with another value of one variable.
    Govc where(String name, String value) {
        var other = new HashMap<>(environment);
        other.put(name, value);
        return new Govc(binary, folder, other);
    }

    /// The same with sessions of its own.
    Govc elsewhere(String name) {
        return where("GOVMOMI_HOME", folder.resolve(name).toString());
    }

    private Tool.Run run(List<String> words) throws Exception {
        var command = new ArrayList<>(List.of(binary.toString()));
        command.addAll(words);
        return Tool.run(command, environment, folder, LIMIT);
    }

    /// What a command that succeeds writes.
    String ok(String... words) throws Exception {
        var run = run(List.of(words));
        assertThat(run.exit()).as(run.output()).isZero();
        return run.output();
    }

    /// What a command that fails writes.
    String fails(String... words) throws Exception {
        var run = run(List.of(words));
        assertThat(run.exit()).as(run.output()).isEqualTo(1);
        return run.output();
    }

    String bootTime() throws Exception {
        return bootTime(ok("host.info", "-json"));
    }

    private static String bootTime(String hostInfo) {
        return JSON.readTree(hostInfo).at("/hostSystems/0/runtime/bootTime").asString();
    }

    /// Restarts the host and waits until it answers as another boot. How the call itself ends does
    /// not matter: the host may be gone before its answer.
    void rebootHost(String... options) throws Exception {
        var before = bootTime();
        var command = new ArrayList<>(List.of("host.shutdown", "-r"));
        command.addAll(List.of(options));
        command.add("esxi01.example.com");
        run(command);
        long end = System.nanoTime() + WAIT.toNanos();
        while (true) {
            var info = run(List.of("host.info", "-json"));
            if (info.exit() == 0 && !bootTime(info.output()).equals(before)) {
                return;
            }
            assertThat(System.nanoTime()).as("the host does not come back").isLessThan(end);
            Thread.sleep(20);
        }
    }

    JsonNode json(String command, String... words) throws Exception {
        var all = new ArrayList<>(List.of(command, "-json"));
        all.addAll(List.of(words));
        return JSON.readTree(ok(all.toArray(String[]::new)));
    }

    /// The VM as its managed object has it.
    JsonNode vm() throws Exception {
        return json("vm.info", LabServer.VM).at("/virtualMachines/0");
    }

    String powerState() throws Exception {
        return vm().at("/runtime/powerState").asString();
    }

    String passthrough(String card, String enable) throws Exception {
        return ok(
                "host.esxcli",
                "hardware",
                "pci",
                "pcipassthru",
                "set",
                "-d",
                card,
                "-e",
                enable,
                "-a",
                "true");
    }

    /// Gives the VM a card, with its memory and the MMIO window that goes with it.
    void attach(String card, String windowGib) throws Exception {
        passthrough(card, "true");
        ok("device.pci.add", "-vm", LabServer.VM, card);
        ok("vm.change", "-vm", LabServer.VM, "-memory-pin=true");
        ok(
                "vm.change",
                "-vm",
                LabServer.VM,
                "-e",
                "pciPassthru.use64bitMMIO=TRUE",
                "-e",
                "pciPassthru.64bitMMIOSizeGB=" + windowGib);
    }

    void awaitOff() throws Exception {
        long end = System.nanoTime() + WAIT.toNanos();
        while (!powerState().equals("poweredOff")) {
            assertThat(System.nanoTime()).as("still on").isLessThan(end);
            Thread.sleep(20);
        }
    }
}
