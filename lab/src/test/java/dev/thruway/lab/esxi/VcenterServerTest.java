package dev.thruway.lab.esxi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.lab.world.ClusterWorld;
import dev.thruway.lab.world.EsxHost;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class VcenterServerTest {

    private static final EsxiCredentials ADMINISTRATOR =
            new EsxiCredentials("administrator@vsphere.local", "right-horse");
    private static final EsxiCredentials ROOT = new EsxiCredentials("root", "right-horse");

    private final ClusterWorld lab = new ClusterWorld();
    private final VcenterSoap vcenter =
            new VcenterSoap(new VcenterServer(lab.vcenter, ADMINISTRATOR, InstantSource.system()));
    private final VcenterSoap esxi =
            new VcenterSoap(new EsxiServer(lab.host(1), ROOT, InstantSource.system()));

    @BeforeEach
    void logIn() {
        var login = vcenter.login("SessionManager", ADMINISTRATOR.user(), ADMINISTRATOR.password());
        assertThat(login.status()).isEqualTo(200);
    }

    private int logInDirectly() {
        return esxi.login("ha-sessionmgr", ROOT.user(), ROOT.password()).status();
    }

    @Test
    void saysWhatItIs() {
        assertThat(
                        vcenter.send(
                                        "RetrieveServiceContent",
                                        "ServiceInstance",
                                        "ServiceInstance",
                                        "")
                                .bodyText())
                .contains("<apiType>VirtualCenter</apiType>")
                .contains("<instanceUuid>7f4e3c1a-0d52-4b8e-9a6f-2c1b0d9e8f70</instanceUuid>")
                .contains("<rootFolder type=\"Folder\">group-d1</rootFolder>");
    }

    @Test
    void namesObjectsAsARealOneDoes() {
        assertThat(vcenter.fetch("ClusterComputeResource", "domain-c8", "host"))
                .contains(">host-11<", ">host-14<", ">host-16<");
        assertThat(vcenter.fetch("HostSystem", "host-14", "configManager.pciPassthruSystem"))
                .contains(">pciPassthruSystem-14<");
        assertThat(vcenter.fetch("VirtualMachine", "vm-18", "name")).contains(">gpu02<");
        assertThat(vcenter.fetch("VirtualMachine", "vm-18", "resourcePool"))
                .contains(">resgroup-9<");
    }

    @Test
    void tellsHowItsClusterIsSetUp() {
        var configuration = vcenter.fetch("ClusterComputeResource", "domain-c8", "configurationEx");
        assertThat(configuration)
                .contains("xsi:type=\"ClusterConfigInfoEx\"")
                .contains("<defaultVmBehavior>fullyAutomated</defaultVmBehavior>")
                .contains("<admissionControlEnabled>true</admissionControlEnabled>")
                .contains("xsi:type=\"ClusterFailoverLevelAdmissionControlPolicy\"");
        assertThat(vcenter.fetch("ClusterComputeResource", "domain-c8", "summary"))
                .contains("<numHosts>3</numHosts>", "<numEffectiveHosts>3</numEffectiveHosts>");
    }

    @Test
    void tellsWhichHostsAreInAVsanCluster() {
        assertThat(vcenter.fetch("HostSystem", "host-11", "config.vsanHostConfig"))
                .contains("<enabled>false</enabled>");
        assertThat(vcenter.fetch("Datastore", "datastore-13", "summary.type")).contains(">NFS<");
        var vsan =
                new VcenterSoap(
                        new VcenterServer(
                                ClusterWorld.withCluster("storage: vsan").vcenter,
                                ADMINISTRATOR,
                                InstantSource.system()));
        vsan.login("SessionManager", ADMINISTRATOR.user(), ADMINISTRATOR.password());
        assertThat(vsan.fetch("HostSystem", "host-11", "config.vsanHostConfig"))
                .contains("<enabled>true</enabled>");
        assertThat(vsan.fetch("Datastore", "datastore-13", "summary.type")).contains(">vsan<");
        assertThat(vsan.fetch("HostSystem", "host-11", "config.fileSystemVolume"))
                .contains("<type>vsan</type><name>shared1</name>");
    }

    @Test
    void showsOnAHostWhatWasDoneThroughIt() {
        assertThat(logInDirectly()).isEqualTo(200);
        vcenter.send(
                "UpdatePassthruConfig",
                "HostPciPassthruSystem",
                "pciPassthruSystem-11",
                "<config><id>0000:41:00.0</id><passthruEnabled>true</passthruEnabled></config>");
        assertThat(esxi.fetch("HostSystem", "ha-host", "config.pciPassthruInfo"))
                .contains("<passthruEnabled>true</passthruEnabled>");
        assertThat(vcenter.fetch("HostSystem", "host-14", "config.pciPassthruInfo"))
                .doesNotContain("<passthruEnabled>true</passthruEnabled>");
    }

    @Test
    void hasItsOwnTaskOfWhatItTellsAHost() {
        var task =
                Soap.inside(
                        vcenter.send("PowerOffVM_Task", "VirtualMachine", "vm-19", "").bodyText(),
                        "returnval");
        assertThat(task).startsWith("task-");
        lab.time.pass(Duration.ofSeconds(5));
        assertThat(vcenter.fetch("Task", task, "info"))
                .contains("<entity type=\"VirtualMachine\">vm-19</entity>")
                .contains("<state>success</state>");
    }

    @Test
    void refusesALoginBesideItInLockdownMode() {
        assertThat(logInDirectly()).isEqualTo(200);
        vcenter.send("EnterLockdownMode", "HostSystem", "host-11", "");
        assertThat(lab.host(1).lockdown()).isEqualTo(EsxHost.Lockdown.NORMAL);
        var refused = esxi.login("ha-sessionmgr", ROOT.user(), ROOT.password());
        assertThat(refused.bodyText())
                .contains("xsi:type=\"NoPermission\"", "<privilegeId>System.View</privilegeId>");
        assertThat(vcenter.fetch("HostSystem", "host-11", "config.lockdownMode"))
                .contains(">lockdownNormal<");
        vcenter.send("ExitLockdownMode", "HostSystem", "host-11", "");
        assertThat(logInDirectly()).isEqualTo(200);
    }

    @Test
    void doesNotKnowAHostThatBoots() {
        lab.world.server("dl385-02").restart();
        lab.time.pass(Duration.ofSeconds(10));
        assertThat(vcenter.fetch("HostSystem", "host-14", "runtime"))
                .contains("<connectionState>notResponding</connectionState>")
                .contains("<powerState>unknown</powerState>");
        assertThat(vcenter.fetch("VirtualMachine", "vm-21", "runtime.connectionState"))
                .contains(">disconnected<");
        assertThat(
                        vcenter.send(
                                        "ExitMaintenanceMode_Task",
                                        "HostSystem",
                                        "host-14",
                                        "<timeout>0</timeout>")
                                .bodyText())
                .contains("xsi:type=\"HostCommunication\"");
        lab.time.pass(Duration.ofMinutes(8));
        assertThat(vcenter.fetch("HostSystem", "host-14", "runtime.connectionState"))
                .contains(">connected<");
    }

    @Test
    void doesNotAnswerWhileItsVmIsOff() {
        lab.vm("vcsa01").powerOff();
        lab.time.pass(Duration.ofSeconds(5));
        assertThat(vcenter.send("CurrentTime", "ServiceInstance", "ServiceInstance", ""))
                .satisfies(answer -> assertThat(answer.hangsUp()).isTrue());
        lab.vm("vcsa01").powerOn();
        lab.time.pass(Duration.ofMinutes(1));
        assertThat(vcenter.send("CurrentTime", "ServiceInstance", "ServiceInstance", "").status())
                .isEqualTo(503);
    }

    @Test
    void servesFilesOfEveryDatastoreByItsDatacenter() {
        var where = Map.of("dcPath", "tokyo", "dsName", "shared1");
        assertThat(vcenter.request("GET", "/folder/gpu02/gpu02.vmx", where, "").bodyText())
                .contains("displayName = \"gpu02\"");
        assertThat(
                        vcenter.request(
                                        "GET",
                                        "/folder/gpu02/gpu02.vmx",
                                        Map.of("dcPath", "osaka", "dsName", "shared1"),
                                        "")
                                .status())
                .isEqualTo(404);
        assertThat(
                        vcenter.send(
                                        "MakeDirectory",
                                        "FileManager",
                                        "FileManager",
                                        "<name>[shared1] notes</name>")
                                .bodyText())
                .contains("<invalidProperty>datacenter</invalidProperty>");
    }

    @Test
    void namesTheHostsOfAMove() {
        lab.enterMaintenance(2, Duration.ZERO);
        lab.time.pass(Duration.ofMinutes(2));
        assertThat(
                        vcenter.send(
                                        "QueryEvents",
                                        "EventManager",
                                        "EventManager",
                                        "<filter><entity><entity type=\"VirtualMachine\">vm-21"
                                                + "</entity><recursion>self</recursion></entity>"
                                                + "</filter>")
                                .bodyText())
                .contains("xsi:type=\"VmMigratedEvent\"")
                .contains("<sourceHost><name>esxi02.example.com</name>");
    }
}
