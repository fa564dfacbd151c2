package dev.thruway.interop.lab;

import static dev.thruway.interop.lab.LabServer.FIRST_CARD;
import static dev.thruway.interop.lab.LabServer.VM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.lab.LabEndpoint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// govc works with the lab's vCenter as with any: it looks, moves, empties a host and restarts it.
class GovcVcenterIT {

    private static final String CLUSTER = "/tokyo/host/ai";
    private static final String FIRST = CLUSTER + "/esxi01.example.com";
    private static final String SECOND = CLUSTER + "/esxi02.example.com";
    private static final String THIRD = CLUSTER + "/esxi03.example.com";

    @TempDir Path folder;
    private LabServer lab;
    private Govc govc;

    @BeforeEach
    void start() throws Exception {
        lab = LabServer.start("vcenter");
        govc = Govc.with(lab.vcenter(), folder);
    }

    @AfterEach
    void stop() {
        if (lab != null) {
            lab.close();
        }
    }

    private String property(String object, String path) throws Exception {
        return govc.ok("object.collect", "-s", object, path).strip();
    }

    private String hostOf(String vm) throws Exception {
        return property("vm/" + vm, "runtime.host");
    }

    private String idOf(String object) throws Exception {
        return govc.ok("find", "-i", "-maxdepth", "0", object).strip();
    }

    /// Waits until a host is connected again, as another boot.
    private void awaitBoot(String host, String before) throws Exception {
        long end = System.nanoTime() + 20_000_000_000L;
        while (property(host, "runtime.bootTime").equals(before)
                || !property(host, "runtime.connectionState").equals("connected")) {
            assertThat(System.nanoTime()).as("the host does not come back").isLessThan(end);
            Thread.sleep(20);
        }
    }

    @Test
    void saysWhatItIs() throws Exception {
        var about = govc.json("about").path("about");
        assertThat(about.path("apiType").asString()).isEqualTo("VirtualCenter");
        assertThat(about.path("instanceUuid").asString())
                .isEqualTo("7f4e3c1a-0d52-4b8e-9a6f-2c1b0d9e8f70");
        assertThat(govc.ok("option.ls", "VirtualCenter.FQDN")).contains("vc01.example.com");
    }

    @Test
    void listsTheInventoryUnderTheIdsOfAVcenter() throws Exception {
        assertThat(govc.ok("find", "/", "-type", "h").lines())
                .containsExactlyInAnyOrder(FIRST, SECOND, THIRD);
        assertThat(govc.ok("ls", "-i", "host")).isEqualTo("ClusterComputeResource:domain-c8\n");
        assertThat(idOf(SECOND)).isEqualTo("HostSystem:host-14");
        assertThat(govc.ok("find", "-i", "/", "-type", "m", "-name", VM))
                .isEqualTo("VirtualMachine:vm-18\n");
        assertThat(govc.ok("ls", "datastore"))
                .contains("/tokyo/datastore/shared1", "/tokyo/datastore/esxi02-local");
        assertThat(govc.ok("find", "/", "-type", "m", "-runtime.powerState", "poweredOff"))
                .isEqualTo("/tokyo/vm/gpu02\n");
    }

    @Test
    void tellsHowTheClusterIsSetUp() throws Exception {
        assertThat(property(CLUSTER, "configurationEx.drsConfig.defaultVmBehavior"))
                .isEqualTo("fullyAutomated");
        assertThat(property(CLUSTER, "configurationEx.dasConfig.admissionControlEnabled"))
                .isEqualTo("true");
        assertThat(govc.ok("cluster.usage", "ai")).containsPattern("CPU capacity: +624.0GHz");
        assertThat(govc.ok("pool.info", "ai/Resources")).containsPattern("Mem Limit: +2359296MB");
        assertThat(govc.ok("host.info", FIRST)).containsPattern("State: +connected");
    }

    @Test
    void attachesACardThroughTheVcenterAndTheHostKnowsIt() throws Exception {
        govc.ok(
                "host.esxcli",
                "-host",
                FIRST,
                "hardware",
                "pci",
                "pcipassthru",
                "set",
                "-d",
                FIRST_CARD,
                "-e",
                "true");
        var boot = property(FIRST, "runtime.bootTime");
        govc.ok("host.maintenance.enter", FIRST);
        govc.ok("host.shutdown", "-r", FIRST);
        awaitBoot(FIRST, boot);
        govc.ok("host.maintenance.exit", FIRST);
        assertThat(govc.ok("device.pci.ls", "-vm", VM)).contains(FIRST_CARD);
        govc.ok("device.pci.add", "-vm", VM, FIRST_CARD);
        var direct = Govc.with(lab.esxi(), Files.createDirectory(folder.resolve("direct")));
        assertThat(direct.ok("device.ls", "-vm", VM)).contains("VirtualPCIPassthrough");
        assertThat(direct.ok("host.esxcli", "hardware", "pci", "pcipassthru", "list"))
                .contains(FIRST_CARD + "  true");
    }

    @Test
    void emptiesAHostThatEntersMaintenanceMode() throws Exception {
        govc.ok("host.maintenance.enter", SECOND);
        assertThat(property(SECOND, "runtime.inMaintenanceMode")).isEqualTo("true");
        assertThat(property(SECOND, "vm")).isEmpty();
        assertThat(List.of(hostOf("db01"), hostOf("build01")))
                .containsExactlyInAnyOrder(idOf(FIRST), idOf(THIRD));
        assertThat(property("vm/db01", "runtime.powerState")).isEqualTo("poweredOn");
        assertThat(govc.ok("events", "vm/db01"))
                .contains("Migrated db01 from esxi02.example.com to ");
        assertThat(govc.ok("events", SECOND))
                .contains("has started to enter maintenance mode")
                .contains("Host esxi02.example.com in tokyo has entered maintenance mode");
        assertThat(govc.ok("tasks", "-b", "1h", SECOND))
                .containsPattern("EnterMaintenanceMode +esxi02.example.com .* success");
        assertThat(govc.fails("host.maintenance.enter", FIRST))
                .contains("Insufficient resources to satisfy configured failover level");
        govc.ok("host.maintenance.exit", SECOND);
        assertThat(property(SECOND, "runtime.inMaintenanceMode")).isEqualTo("false");
    }

    @Test
    void goesOnWhileAHostRestarts() throws Exception {
        var boot = property(SECOND, "runtime.bootTime");
        govc.ok("host.maintenance.enter", SECOND);
        govc.ok("host.shutdown", "-r", SECOND);
        awaitBoot(SECOND, boot);
        assertThat(govc.ok("events", SECOND))
                .contains("Host esxi02.example.com in tokyo is not responding")
                .contains("Connected to esxi02.example.com in tokyo");
        assertThat(govc.ok("tasks", "-b", "1h", SECOND)).containsPattern("Reboot +esxi02");
    }

    @Test
    void movesAVmByHand() throws Exception {
        govc.ok("vm.migrate", "-host", THIRD, "web01");
        assertThat(hostOf("web01")).isEqualTo(idOf(THIRD));
        assertThat(govc.ok("vm.info", "web01")).contains("esxi03.example.com");
    }

    @Test
    void letsGoOfAHostAndTakesItBack() throws Exception {
        govc.ok("host.disconnect", THIRD);
        assertThat(property(THIRD, "runtime.connectionState")).isEqualTo("disconnected");
        assertThat(govc.fails("vm.power", "-off", "dns01"))
                .contains("Unable to communicate with the remote host, since it is disconnected.");
        govc.ok("host.reconnect", THIRD);
        govc.ok("vm.power", "-off", "dns01");
    }

    @Test
    void keepsSnapshotsAndSuspendedVms() throws Exception {
        govc.ok("snapshot.create", "-vm", "web01", "before");
        govc.ok("snapshot.create", "-vm", "web01", "after");
        assertThat(govc.ok("snapshot.tree", "-vm", "web01")).contains("before", "after");
        govc.ok("vm.power", "-suspend", "web01");
        assertThat(property("vm/web01", "runtime.powerState")).isEqualTo("suspended");
        govc.ok("vm.power", "-off", "web01");
        assertThat(govc.fails("vm.upgrade", "-vm", "web01", "-version", "21"))
                .contains("has snapshots");
        govc.ok("snapshot.remove", "-vm", "web01", "*");
        assertThat(govc.ok("vm.upgrade", "-vm", "web01", "-version", "21")).contains("already");
    }

    @Test
    void worksWithFilesOfSharedDatastores() throws Exception {
        var local = folder.resolve("note.txt");
        Files.writeString(local, "one\n");
        govc.ok("datastore.mkdir", "-ds", "shared1", "notes");
        govc.ok("datastore.upload", "-ds", "shared1", local.toString(), "notes/note.txt");
        assertThat(govc.ok("datastore.download", "-ds", "shared1", "notes/note.txt", "-"))
                .isEqualTo("one\n");
        govc.ok("datastore.rm", "-ds", "shared1", "notes");
        assertThat(govc.ok("datastore.ls", "-ds", "shared1")).doesNotContain("notes");
    }

    @Test
    void isGoneWithItsOwnVm() throws Exception {
        var direct =
                Govc.with(
                        lab.lab().endpoint(LabEndpoint.Kind.ESXI, "dl385-03"),
                        Files.createDirectory(folder.resolve("direct")));
        assertThat(govc.ok("about")).contains("vCenter");
        direct.ok("vm.power", "-off", "vcsa01");
        assertThat(govc.fails("ls")).containsAnyOf("EOF", "reset", "closed");
        direct.ok("vm.power", "-on", "vcsa01");
        long end = System.nanoTime() + 20_000_000_000L;
        while (!lab.lab().world().vcenter("vc01").answering()) {
            assertThat(System.nanoTime()).isLessThan(end);
            Thread.sleep(20);
        }
        assertThat(govc.ok("ls")).contains("/tokyo/vm");
    }
}
