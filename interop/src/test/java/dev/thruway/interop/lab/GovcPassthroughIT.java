package dev.thruway.interop.lab;

import static dev.thruway.interop.lab.LabServer.FIRST_CARD;
import static dev.thruway.interop.lab.LabServer.SECOND_CARD;
import static dev.thruway.interop.lab.LabServer.VM;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// What govc does to the lab's world is visible, and follows the rules of ESXi.
class GovcPassthroughIT {

    private static final String HOST = "/ha-datacenter/host/esxi01.example.com/esxi01.example.com";
    private static final String SYSTEM = "65f0c1a2-7d3e-9b14-88aa-5cba2c0f0385";

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
    void esxcliListsWhichDevicesCanLeaveTheHost() throws Exception {
        var list = govc.ok("host.esxcli", "hardware", "pci", "pcipassthru", "list");
        assertThat(list.lines().toList())
                .startsWith("Device ID     Enabled", "---------     -------")
                .contains(FIRST_CARD + "  false", SECOND_CARD + "  false")
                .noneMatch(line -> line.startsWith("0000:40:01.1"));
        assertThat(govc.ok("host.esxcli", "system", "uuid", "get")).isEqualTo(SYSTEM + "\n");
    }

    @Test
    void esxcliShowsTheOwnerOfACardBeforeAndAfter() throws Exception {
        assertThat(owners(FIRST_CARD)).containsExactly("Unknown", "Unknown");
        assertThat(govc.passthrough(FIRST_CARD, "true")).isEqualTo("true\n");
        assertThat(owners(FIRST_CARD)).containsExactly("VM Passthru", "VM Passthru");
        var card = pciDevice(FIRST_CARD);
        assertThat(cell(card, "ModuleName")).isEqualTo("pciPassthru");
        assertThat(cell(card, "PhysicalSlot")).isEqualTo("3");
        assertThat(cell(card, "NUMANode")).isEqualTo("0");
        assertThat(cell(card, "DeviceClassName")).isEqualTo("3D controller");
        govc.passthrough(FIRST_CARD, "false");
        assertThat(owners(FIRST_CARD)).containsExactly("Unknown", "Unknown");
    }

    private List<String> owners(String card) throws Exception {
        var device = pciDevice(card);
        return List.of(cell(device, "ConfiguredOwner"), cell(device, "CurrentOwner"));
    }

    private JsonNode pciDevice(String address) throws Exception {
        return govc.json("host.esxcli", "hardware", "pci", "list").path("values").values().stream()
                .filter(d -> cell(d, "Address").equals(address))
                .findFirst()
                .orElseThrow();
    }

    private static String cell(JsonNode row, String column) {
        return row.path(column).path(0).asString();
    }

    @Test
    void esxcliRefusesWhatMakesNoSense() throws Exception {
        assertThat(govc.fails("host.esxcli", "hardware", "pci", "pcipassthru", "set", "-e", "true"))
                .contains("EsxCLI.CLIFault.summary", "LocalizedMethodFault", "-d|--device-id");
        assertThat(set("0000:99:00.0", "true")).contains("config.id");
        assertThat(set(FIRST_CARD, "perhaps")).contains("Invalid boolean value 'perhaps'");
        assertThat(set("0000:40:01.1", "true")).contains("is not capable of passthrough");
        assertThat(passthrough(FIRST_CARD).path("passthruEnabled").asBoolean()).isFalse();
    }

    private String set(String device, String enable) throws Exception {
        return govc.fails(
                "host.esxcli", "hardware", "pci", "pcipassthru", "set", "-d", device, "-e", enable);
    }

    private JsonNode passthrough(String card) throws Exception {
        return govc.json("object.collect", "-s", HOST, "config.pciPassthruInfo").values().stream()
                .filter(i -> i.path("id").asString().equals(card))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void offersACardOnlyWhilePassthroughIsActive() throws Exception {
        assertThat(govc.ok("device.pci.ls", "-vm", VM)).doesNotContain(FIRST_CARD);
        assertThat(govc.fails("device.pci.add", "-vm", VM, FIRST_CARD))
                .contains("not found in allowed PCI passthrough device list");
        govc.passthrough(FIRST_CARD, "true");
        assertThat(govc.ok("device.pci.ls", "-vm", VM))
                .contains(SYSTEM, FIRST_CARD, "NVIDIA Corporation", "AD102GL [L40S]")
                .doesNotContain(SECOND_CARD);
        govc.passthrough(FIRST_CARD, "false");
        assertThat(govc.ok("device.pci.ls", "-vm", VM)).doesNotContain(FIRST_CARD);
    }

    @Test
    void whereACardCannotBeReboundItIsOfferedAfterAReboot() throws Exception {
        try (var other = LabServer.start("reboot")) {
            var there = Govc.with(other.esxi(), Files.createDirectory(folder.resolve("other")));
            there.passthrough(FIRST_CARD, "true");
            var enabled = there.ok("host.esxcli", "hardware", "pci", "pcipassthru", "list");
            assertThat(enabled).contains(FIRST_CARD + "  true");
            assertThat(there.ok("device.pci.ls", "-vm", VM)).doesNotContain(FIRST_CARD);
            there.ok("host.maintenance.enter", "esxi01.example.com");
            there.rebootHost();
            there.ok("host.maintenance.exit", "esxi01.example.com");
            assertThat(there.ok("device.pci.ls", "-vm", VM)).contains(FIRST_CARD);
        }
    }

    @Test
    void addsAndRemovesACard() throws Exception {
        govc.passthrough(FIRST_CARD, "true");
        govc.ok("device.pci.add", "-vm", VM, FIRST_CARD);
        assertThat(govc.ok("device.ls", "-vm", VM))
                .containsPattern("pcipassthrough-13000 +VirtualPCIPassthrough +AD102GL \\[L40S]");
        var backing =
                govc.json("device.info", "-vm", VM, "pcipassthrough-13000")
                        .at("/devices/0/backing");
        assertThat(backing.path("id").asString()).isEqualTo(FIRST_CARD);
        assertThat(backing.path("deviceId").asString()).isEqualTo("26b9");
        assertThat(backing.path("vendorId").asInt()).isEqualTo(0x10de);
        assertThat(backing.path("systemId").asString()).isEqualTo(SYSTEM);
        assertThat(govc.ok("gpu.vm.info", "-vm", VM)).contains("Summary: AD102GL [L40S]");
        govc.ok("device.remove", "-vm", VM, "pcipassthrough-13000");
        assertThat(govc.ok("device.ls", "-vm", VM)).doesNotContain("pcipassthrough");
        assertThat(govc.fails("device.pci.remove", "-vm", VM, "pcipassthrough-13000"))
                .contains("is not found");
    }

    @Test
    void changesFirmwareAndSecureBootThereAndBack() throws Exception {
        govc.ok("device.boot", "-vm", VM, "-firmware", "efi", "-secure=true");
        assertThat(bootOf(govc.vm())).containsExactly("efi", "true");
        assertThat(govc.fails("device.boot", "-vm", VM, "-firmware", "bios"))
                .contains("Secure boot can only be enabled with EFI firmware.");
        assertThat(bootOf(govc.vm())).containsExactly("efi", "true");
        govc.ok("device.boot", "-vm", VM, "-firmware", "bios", "-secure=false");
        assertThat(bootOf(govc.vm())).containsExactly("bios", "false");
        govc.ok("device.boot", "-vm", VM, "-firmware", "efi");
        assertThat(bootOf(govc.vm())).containsExactly("efi", "false");
    }

    private static List<String> bootOf(JsonNode vm) {
        return List.of(
                vm.at("/config/firmware").asString(),
                vm.at("/config/bootOptions/efiSecureBootEnabled").asString());
    }

    @Test
    void aPinnedReservationFollowsTheMemory() throws Exception {
        govc.ok("vm.change", "-vm", VM, "-mem.reservation=1024");
        assertThat(reservation()).isEqualTo(1024);
        govc.ok("vm.change", "-vm", VM, "-memory-pin=true");
        assertThat(reservation()).isEqualTo(65536);
        govc.ok("vm.change", "-vm", VM, "-m", "32768");
        assertThat(reservation()).isEqualTo(32768);
        assertThat(govc.vm().at("/config/memoryReservationLockedToMax").asBoolean()).isTrue();
        govc.ok("vm.change", "-vm", VM, "-memory-pin=false");
        govc.ok("vm.change", "-vm", VM, "-m", "65536");
        assertThat(reservation()).isEqualTo(32768);
        assertThat(govc.fails("vm.change", "-vm", VM, "-mem.reservation=65537"))
                .contains("configSpec.memoryAllocation.reservation");
    }

    private long reservation() throws Exception {
        return govc.vm().at("/config/memoryAllocation/reservation").asLong();
    }

    @Test
    void setsAndDeletesAdvancedSettings() throws Exception {
        govc.ok(
                "vm.change",
                "-vm",
                VM,
                "-e",
                "pciPassthru.use64bitMMIO=TRUE",
                "-e",
                "pciPassthru.64bitMMIOSizeGB=128");
        assertThat(govc.ok("vm.info", "-e", VM))
                .containsPattern("pciPassthru.use64bitMMIO: +TRUE")
                .containsPattern("pciPassthru.64bitMMIOSizeGB: +128");
        assertThat(govc.ok("datastore.download", "gpu02/gpu02.vmx", "-"))
                .contains("pciPassthru.64bitMMIOSizeGB = \"128\"");
        govc.ok("vm.change", "-vm", VM, "-e", "pciPassthru.64bitMMIOSizeGB=");
        assertThat(govc.ok("vm.info", "-e", VM))
                .contains("use64bitMMIO")
                .doesNotContain("64bitMMIOSizeGB");
    }

    @Test
    void refusesToStartWithoutAFullReservation() throws Exception {
        govc.passthrough(FIRST_CARD, "true");
        govc.ok("device.pci.add", "-vm", VM, FIRST_CARD);
        assertThat(govc.fails("vm.power", "-on", VM))
                .contains(
                        "Invalid memory setting: memory reservation (sched.mem.min) should be equal"
                                + " to memsize(65536).")
                .contains("Failed to start the virtual machine. (msg.vmx.poweron.failed)");
        assertThat(govc.powerState()).isEqualTo("poweredOff");
        assertThat(govc.ok("events", "vm/" + VM)).contains("[error] Cannot power On gpu02");
    }

    @Test
    void refusesToStartWithoutTheMmioKeys() throws Exception {
        govc.passthrough(FIRST_CARD, "true");
        govc.ok("device.pci.add", "-vm", VM, FIRST_CARD);
        govc.ok("vm.change", "-vm", VM, "-mem.reservation=65536");
        assertThat(govc.fails("vm.power", "-on", VM))
                .contains("Module 'DevicePowerOn' power on failed.");
        assertThat(govc.powerState()).isEqualTo("poweredOff");
        assertThat(govc.ok("datastore.download", "gpu02/vmware.log", "-"))
                .contains(
                        "PCIPassthru: total number of pages needed (16789506) exceeds limit"
                                + " (917504), failing");
        assertThat(govc.ok("tasks")).containsPattern("PowerOn +gpu02 +root .*DevicePowerOn");
    }

    @Test
    void withATooSmallWindowTheTaskSucceedsAndTheVmIsOffSecondsLater() throws Exception {
        govc.attach(FIRST_CARD, "64");
        assertThat(govc.ok("vm.power", "-on", VM)).contains("OK");
        govc.awaitOff();
        var text =
                "The firmware could not allocate 67141632 KB of PCI MMIO. Increase the size of PCI"
                        + " MMIO and try again.";
        var events = govc.ok("events", "vm/" + VM).lines().toList();
        assertThat(events.subList(events.size() - 3, events.size()))
                .satisfiesExactly(
                        on -> assertThat(on).contains("[info] gpu02 on").endsWith("is powered on"),
                        why -> assertThat(why).contains("[error] Error message on gpu02", text),
                        off -> assertThat(off).contains("[info]").endsWith("is powered off"));
        assertThat(govc.ok("datastore.download", "gpu02/vmware.log", "-"))
                .contains("In(05) vcpu-0 - " + text);
        assertThat(govc.ok("tasks")).containsPattern("PowerOn +gpu02 +root .*success");
    }

    @Test
    void runsWithALargeEnoughWindowAndHoldsTheCard() throws Exception {
        govc.attach(FIRST_CARD, "128");
        govc.ok("vm.power", "-on", VM);
        assertThat(govc.ok("vm.ip", "-wait", "20s", VM)).isEqualTo("192.0.2.50\n");
        assertThat(govc.powerState()).isEqualTo("poweredOn");
        assertThat(govc.ok("device.pci.ls", "-vm", VM)).doesNotContain(FIRST_CARD);
        assertThat(govc.fails("device.remove", "-vm", VM, "pcipassthrough-13000"))
                .contains("current state (Powered on)");
        assertThat(govc.fails("device.boot", "-vm", VM, "-secure=true"))
                .contains("current state (Powered on)");
        govc.passthrough(FIRST_CARD, "false");
        var state = passthrough(FIRST_CARD);
        assertThat(state.path("passthruEnabled").asBoolean()).isFalse();
        assertThat(state.path("passthruActive").asBoolean()).isTrue();
        govc.ok("vm.power", "-s", "-wait", VM);
        govc.awaitOff();
    }

    @Test
    void refusesToStartWithACardThatIsTheHostsAgain() throws Exception {
        govc.attach(FIRST_CARD, "128");
        govc.passthrough(FIRST_CARD, "false");
        assertThat(govc.fails("vm.power", "-on", VM))
                .contains("Device 65:0.0 is not a passthrough device");
    }

    @Test
    void givesBothCardsAndASingleWindowForThem() throws Exception {
        govc.attach(FIRST_CARD, "128");
        govc.attach(SECOND_CARD, "128");
        govc.ok("vm.power", "-on", VM);
        govc.awaitOff();
        govc.ok("vm.change", "-vm", VM, "-e", "pciPassthru.64bitMMIOSizeGB=256");
        govc.ok("vm.power", "-on", VM);
        govc.ok("vm.ip", "-wait", "20s", VM);
        assertThat(govc.powerState()).isEqualTo("poweredOn");
    }

    @Test
    void refusesPowerOperationsInTheWrongState() throws Exception {
        assertThat(govc.fails("vm.power", "-off", VM)).contains("current state (Powered off)");
        assertThat(govc.fails("vm.power", "-s", VM)).contains("current state (Powered off)");
        govc.ok("vm.power", "-on", VM);
        assertThat(govc.fails("vm.power", "-on", VM)).contains("current state (Powered on)");
        govc.ok("vm.power", "-off", VM);
        assertThat(govc.powerState()).isEqualTo("poweredOff");
    }

    @Test
    void keepsTheLogsOfFormerRunsUnderRisingNumbers() throws Exception {
        govc.passthrough(FIRST_CARD, "true");
        govc.ok("device.pci.add", "-vm", VM, FIRST_CARD);
        govc.fails("vm.power", "-on", VM);
        govc.ok("vm.change", "-vm", VM, "-mem.reservation=65536");
        govc.fails("vm.power", "-on", VM);
        govc.ok("vm.change", "-vm", VM, "-e", "pciPassthru.use64bitMMIO=TRUE");
        govc.ok("vm.power", "-on", VM);
        govc.awaitOff();
        assertThat(govc.ok("datastore.ls", "gpu02"))
                .isEqualTo("gpu02.vmdk\ngpu02.vmx\nvmware-1.log\nvmware-2.log\nvmware.log\n");
        assertThat(govc.ok("datastore.download", "gpu02/vmware-1.log", "-"))
                .contains("sched.mem.min");
        assertThat(govc.ok("datastore.download", "gpu02/vmware-2.log", "-"))
                .contains("exceeds limit");
    }

    @Test
    void refusesSettingsThatItWouldForget() throws Exception {
        var before = govc.vm().at("/config/changeVersion").asString();
        assertThat(govc.fails("vm.change", "-vm", VM, "-mem.limit=1024"))
                .contains("does not simulate configSpec.memoryAllocation.limit");
        assertThat(govc.fails("vm.change", "-vm", VM, "-nested-hv-enabled=true"))
                .contains("does not simulate configSpec.nestedHVEnabled");
        assertThat(govc.vm().at("/config/changeVersion").asString()).isEqualTo(before);
        govc.ok("vm.change", "-vm", VM, "-mem.limit=-1", "-latency", "normal");
    }
}
