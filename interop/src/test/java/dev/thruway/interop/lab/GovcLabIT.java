package dev.thruway.interop.lab;

import static dev.thruway.interop.lab.LabServer.FIRST_CARD;
import static dev.thruway.interop.lab.LabServer.SECOND_CARD;
import static dev.thruway.interop.lab.LabServer.VM;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// govc looks at the lab's ESXi: inventory, properties, sessions, files, and how it is refused.
class GovcLabIT {

    private static final String HOST = "/ha-datacenter/host/esxi01.example.com/esxi01.example.com";

    @TempDir Path folder;
    private LabServer lab;
    private Govc govc;

    @BeforeEach
    void start() throws Exception {
        lab = LabServer.start("seed");
        govc = Govc.with(lab.esxi(), folder);
    }

    @AfterEach
    void stop() {
        if (lab != null) {
            lab.close();
        }
    }

    @Test
    void saysWhatItIs() throws Exception {
        var about = govc.json("about").path("about");
        assertThat(about.path("fullName").asString()).isEqualTo("VMware ESXi 8.0.2 build-22380479");
        assertThat(about.path("apiType").asString()).isEqualTo("HostAgent");
        assertThat(about.path("apiVersion").asString()).isEqualTo("8.0.2.0");
    }

    @Test
    void isTrustedByTheFingerprintThatTheLabTells() throws Exception {
        var authority = lab.esxi().url().getAuthority();
        assertThat(govc.ok("about.cert", "-k", "-thumbprint"))
                .isEqualTo(authority + " " + lab.esxi().thumbprint() + "\n");
        var other = folder.resolve("other_hosts");
        Files.writeString(other, authority + " " + "AA" + lab.esxi().thumbprint().substring(2));
        assertThat(govc.where("GOVC_TLS_KNOWN_HOSTS", other.toString()).fails("about"))
                .contains("thumbprint does not match");
        var unknown = govc.where("GOVC_TLS_KNOWN_HOSTS", "");
        assertThat(unknown.fails("about")).contains("failed to verify certificate");
        assertThat(unknown.ok("about", "-k")).contains("VMware ESXi 8.0.2");
    }

    @Test
    void listsTheInventory() throws Exception {
        assertThat(govc.ok("ls", "/")).isEqualTo("/ha-datacenter\n");
        assertThat(govc.ok("ls", "vm", "datastore", "network"))
                .contains(
                        "/ha-datacenter/vm/gpu02\n",
                        "/ha-datacenter/datastore/datastore1\n",
                        "/ha-datacenter/network/VM Network\n");
        assertThat(govc.ok("find", "/", "-type", "h")).isEqualTo(HOST + "\n");
        assertThat(govc.ok("find", "/", "-type", "m", "-runtime.powerState", "poweredOff"))
                .isEqualTo("/ha-datacenter/vm/gpu02\n");
        assertThat(govc.ok("find", "/", "-type", "m", "-runtime.powerState", "poweredOn"))
                .isEmpty();
    }

    @Test
    void tellsAVmInWordsAndInJson() throws Exception {
        assertThat(govc.ok("vm.info", "-e", "-r", VM))
                .containsPattern("Guest name: +Ubuntu Linux \\(64-bit\\)")
                .containsPattern("Memory: +65536MB")
                .containsPattern("CPU: +8 vCPU")
                .containsPattern("Power state: +poweredOff")
                .containsPattern("Network: +VM Network")
                .containsPattern("Storage: +datastore1")
                .containsPattern("svga.present: +TRUE");
        var vm = govc.vm();
        assertThat(vm.at("/config/firmware").asString()).isEqualTo("efi");
        assertThat(vm.at("/config/version").asString()).isEqualTo("vmx-21");
        assertThat(vm.at("/config/instanceUuid").asString())
                .isEqualTo("52f3a1d0-6f7c-4be2-9d31-0c5e7a9b0002");
        assertThat(govc.ok("vm.info", "-vm.uuid", "564d7b5e-2f0a-6c3d-8e91-4a5b6c7d0002"))
                .contains("gpu02");
    }

    @Test
    void tellsTheHostAndItsCards() throws Exception {
        assertThat(govc.ok("host.info"))
                .containsPattern("Manufacturer: +HPE")
                .containsPattern("Logical CPUs: +64 CPUs @ 3250MHz")
                .containsPattern("Memory: +786432MB")
                .containsPattern("State: +connected");
        assertThat(govc.ok("gpu.host.info"))
                .contains("PCI ID: " + FIRST_CARD, "PCI ID: " + SECOND_CARD)
                .contains("Device ID: 0x26b9", "SubDevice ID: 0x1851", "Class ID: 0x0302")
                .containsPattern("Bus: 0xc1")
                .doesNotContain("Matrox");
    }

    @Test
    void hasNoVgpuToOffer() throws Exception {
        assertThat(govc.fails("gpu.host.profile.ls")).contains("failed to get host configuration");
        assertThat(govc.fails("gpu.vm.add", "-vm", VM, "-profile", "grid_l40s-8q"))
                .contains("Invalid configuration for device '0'");
        assertThat(govc.fails("gpu.vm.remove", "-vm", VM)).contains("no vGPU devices found");
    }

    @Test
    void collectsWhetherDevicesCanBePassedThrough() throws Exception {
        var devices = collect(HOST, "hardware.pciDevice");
        var passthrough = collect(HOST, "config.pciPassthruInfo");
        assertThat(passthrough.findValuesAsString("id"))
                .isEqualTo(devices.findValuesAsString("id"))
                .contains(FIRST_CARD);
        for (var info : passthrough.values()) {
            boolean capable = info.path("passthruCapable").asBoolean();
            assertThat(info.path("dependentDevice").asString())
                    .isEqualTo(capable ? info.path("id").asString() : "");
            assertThat(info.path("passthruActive").asBoolean()).isFalse();
        }
        assertThat(passthrough.values())
                .filteredOn(i -> i.path("passthruCapable").asBoolean())
                .extracting(i -> i.path("id").asString())
                .contains(FIRST_CARD, SECOND_CARD)
                .doesNotContain("0000:40:01.1", "0000:00:00.2");
    }

    private JsonNode collect(String object, String property) throws Exception {
        return govc.json("object.collect", "-s", object, property);
    }

    @Test
    void tellsACardOnABusAboveTheSignBit() throws Exception {
        var card =
                collect(HOST, "hardware.pciDevice").values().stream()
                        .filter(d -> d.path("id").asString().equals(SECOND_CARD))
                        .findFirst()
                        .orElseThrow();
        assertThat(card.path("bus").asInt() & 0xFF).isEqualTo(0xc1);
        assertThat(card.path("vendorId").asInt()).isEqualTo(0x10de);
        assertThat(card.path("deviceId").asInt()).isEqualTo(0x26b9);
        assertThat(card.path("subDeviceId").asInt()).isEqualTo(0x1851);
    }

    @Test
    void saysWhetherACardCanBeReboundWithoutAReboot() throws Exception {
        var property = "capability.deviceRebindWithoutRebootSupported";
        assertThat(govc.ok("object.collect", "-s", HOST, property)).isEqualTo("true\n");
        try (var other = LabServer.start("reboot")) {
            var there = Govc.with(other.esxi(), Files.createDirectory(folder.resolve("other")));
            assertThat(there.ok("object.collect", "-s", HOST, property)).isEqualTo("false\n");
        }
    }

    @Test
    void listsTheVmsDevices() throws Exception {
        assertThat(govc.ok("device.ls", "-vm", VM))
                .containsPattern("pvscsi-1000 +ParaVirtualSCSIController")
                .containsPattern("disk-1000-0 +VirtualDisk +104,857,600 KB")
                .containsPattern("ethernet-0 +VirtualVmxnet3 +VM Network")
                .doesNotContain("VirtualPCIPassthrough");
        assertThat(govc.ok("device.info", "-vm", VM, "disk-1000-0"))
                .contains("[datastore1] gpu02/gpu02.vmdk");
    }

    @Test
    void answersTheSmallQuestionsOfAnAdministrator() throws Exception {
        assertThat(govc.ok("datacenter.info")).containsPattern("Virtual Machines: +1");
        assertThat(govc.ok("datastore.info")).containsPattern("Capacity: +3072.0 GB");
        assertThat(govc.ok("host.portgroup.info")).contains("Management Network");
        assertThat(govc.ok("pool.info", "*/Resources")).containsPattern("Mem Limit: +786432MB");
        assertThat(govc.ok("permissions.ls")).containsPattern("Admin +/ +root +Yes");
        assertThat(govc.ok("license.ls")).contains("eval");
        assertThat(govc.ok("tree")).contains("gpu02");
    }

    @Test
    void refusesAWrongPasswordAndStaysOpenForTheRightOne() throws Exception {
        assertThat(govc.where("GOVC_PASSWORD", "wrong").fails("about"))
                .contains("Cannot complete login due to an incorrect user name or password.");
        assertThat(govc.where("GOVC_USERNAME", "toor").fails("about")).contains("incorrect user");
        assertThat(govc.ok("about")).contains("VMware ESXi");
    }

    @Test
    void refusesWhatIsNotThere() throws Exception {
        assertThat(govc.fails("vm.power", "-on", "nosuch")).contains("vm 'nosuch' not found");
        assertThat(govc.ok("vm.info", "nosuch")).isEmpty();
        assertThat(govc.fails("object.collect", "-s", "vm/" + VM, "config.nonsense"))
                .contains("The name 'config.nonsense' is not a property of the object.");
        assertThat(govc.fails("object.collect", "-s", "VirtualMachine:99", "name"))
                .contains("'vim.VirtualMachine:99' has already been deleted");
        assertThat(govc.fails("host.esxcli", "no", "such", "command"))
                .contains("could not be found");
        assertThat(govc.fails("tasks", "-b", "24h"))
                .contains("The operation is not supported on the object.");
    }

    @Test
    void knowsWhoIsLoggedInAndForgetsWhoLogsOut() throws Exception {
        var first = govc.json("session.ls");
        assertThat(first.at("/currentSession/userName").asString()).isEqualTo("root");
        assertThat(first.at("/currentSession/userAgent").asString()).startsWith("govc/");
        assertThat(first.path("sessionList").size()).isEqualTo(1);
        var key = first.at("/currentSession/key").asString();
        assertThat(govc.json("session.ls").at("/currentSession/key").asString()).isEqualTo(key);
        var other = govc.elsewhere("second");
        assertThat(other.json("session.ls").path("sessionList").size()).isEqualTo(2);
        govc.ok("session.logout");
        assertThat(other.json("session.ls").path("sessionList").findValuesAsString("key"))
                .hasSize(1)
                .doesNotContain(key);
        assertThat(govc.ok("events"))
                .containsPattern("\\[info] User root@127.0.0.1 logged in as govc/")
                .containsPattern("\\[info] User root@127.0.0.1 logged out");
    }

    @Test
    void aSessionThatEndedElsewhereIsReplacedByANewLogin() throws Exception {
        var key = govc.json("session.ls").at("/currentSession/key").asString();
        var other = govc.elsewhere("second");
        assertThat(other.fails("session.rm", "52nobody")).contains("could not be found");
        other.ok("session.rm", key);
        var again = govc.json("session.ls").at("/currentSession/key").asString();
        assertThat(again).isNotEmpty().isNotEqualTo(key);
    }

    @Test
    void aRebootedHostForgetsSessionsTasksAndEvents() throws Exception {
        govc.ok("vm.power", "-on", VM);
        var before = govc.json("session.ls").at("/currentSession/key").asString();
        govc.rebootHost("-f");
        assertThat(govc.json("session.ls").at("/currentSession/key").asString())
                .isNotEqualTo(before);
        assertThat(govc.powerState()).isEqualTo("poweredOff");
        assertThat(govc.ok("tasks")).doesNotContain("PowerOn");
        assertThat(govc.ok("events", "vm/" + VM)).isEmpty();
    }

    @Test
    void readsAndWritesFilesOfTheDatastore() throws Exception {
        govc.ok("datastore.mkdir", "notes");
        assertThat(govc.fails("datastore.mkdir", "notes")).contains("already exists");
        var local = folder.resolve("note.txt");
        Files.writeString(local, "one\ntwo\nthree\n");
        govc.ok("datastore.upload", local.toString(), "notes/note.txt");
        assertThat(govc.ok("datastore.ls")).isEqualTo("gpu02\nnotes\n");
        assertThat(govc.ok("datastore.ls", "-R")).contains("[datastore1] notes:\nnote.txt\n");
        assertThat(govc.ok("datastore.download", "notes/note.txt", "-"))
                .isEqualTo("one\ntwo\nthree\n");
        assertThat(govc.ok("datastore.tail", "-n", "1", "notes/note.txt")).isEqualTo("three\n");
        govc.ok("datastore.rm", "notes");
        assertThat(govc.fails("datastore.download", "notes/note.txt", "-")).contains("404");
        assertThat(govc.fails("datastore.ls", "notes")).contains("was not found");
        assertThat(govc.fails("datastore.rm", "notes")).contains("was not found");
    }

    @Test
    void isSavedWholeForASimulator() throws Exception {
        govc.passthrough(FIRST_CARD, "true");
        var saved = folder.resolve("saved");
        assertThat(govc.ok("object.save", "-d", saved.toString()))
                .containsPattern("Saved [0-9]+ total objects");
        var target = saved.resolve("EnvironmentBrowser-ha-env-browser/QueryConfigTarget.xml");
        assertThat(Files.readString(target)).contains("<id>" + FIRST_CARD + "</id>");
    }

    @Test
    void saysThatNothingCanBeDoneInsideAGuest() throws Exception {
        govc.ok("vm.power", "-on", VM);
        govc.ok("vm.ip", "-wait", "20s", VM);
        assertThat(govc.vm().at("/guest/toolsRunningStatus").asString())
                .isEqualTo("guestToolsRunning");
        assertThat(govc.vm().at("/guest/guestOperationsReady").asBoolean()).isFalse();
        assertThat(govc.fails("guest.ps", "-vm", VM, "-l", "hpe:secret"))
                .contains("The guest operations agent could not be contacted.");
    }
}
