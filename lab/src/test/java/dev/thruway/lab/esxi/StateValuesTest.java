package dev.thruway.lab.esxi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.lab.world.SeedWorld;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// States of VMs and cards as a client reads them.
class StateValuesTest {

    private static VcenterSoap like(String lines) {
        var soap =
                new VcenterSoap(
                        new EsxiServer(
                                SeedWorld.like(lines).host,
                                new EsxiCredentials("root", "pw"),
                                InstantSource.system()));
        assertThat(soap.login("ha-sessionmgr", "root", "pw").status()).isEqualTo(200);
        return soap;
    }

    private static VcenterSoap withVm(String keys) {
        return like("servers: {dl385-01: {vms: {gpu02: {%s}}}}\n".formatted(keys));
    }

    @Test
    void showsWhatAVmWasMadeWith() {
        var config =
                withVm(
                                "cpuHotAdd: \"true\", memoryHotAdd: \"true\", vbs: \"true\", vtpm:"
                                    + " \"true\", managedBy: {extension: com.vmware.vim.eam, type:"
                                    + " cluster-agent}, extraConfig: {vhv.enable: \"TRUE\"}")
                        .fetch("VirtualMachine", "1", "config");
        assertThat(config)
                .contains("<vbsEnabled>true</vbsEnabled>")
                .contains("<cpuHotAddEnabled>true</cpuHotAddEnabled>")
                .contains("<memoryHotAddEnabled>true</memoryHotAddEnabled>")
                .contains("<nestedHVEnabled>true</nestedHVEnabled>")
                .contains("xsi:type=\"VirtualTPM\"")
                .contains("<extensionKey>com.vmware.vim.eam</extensionKey>");
    }

    @Test
    void showsSnapshotsOneBelowTheOther() {
        var soap = withVm("snapshots: [first, second]");
        assertThat(soap.fetch("VirtualMachine", "1", "snapshot"))
                .contains("<currentSnapshot type=\"VirtualMachineSnapshot\">1-snapshot-2<")
                .containsSubsequence(
                        "<rootSnapshotList>",
                        "<name>first</name>",
                        "<childSnapshotList>",
                        "<name>second</name>");
        assertThat(soap.fetch("VirtualMachine", "1", "rootSnapshot")).contains(">1-snapshot-1<");
        assertThat(soap.fetch("VirtualMachineSnapshot", "1-snapshot-1", "childSnapshot"))
                .contains(">1-snapshot-2<");
    }

    @Test
    void showsASuspendedVm() {
        assertThat(withVm("power: suspended").fetch("VirtualMachine", "1", "runtime.powerState"))
                .contains(">suspended<");
    }

    @Test
    void showsACardThatIsSharedOut() {
        var soap =
                like(
                        """
                        servers:
                          dl385-01:
                            gpus:
                              - {address: "0000:41:00.0", graphics: sharedDirect, slot: 3,
                                 name: NVIDIA L40S, manufacturer: NVIDIA, serial: "1", uuid: GPU-1,
                                 partNumber: P, productPartNumber: P, vbios: v,
                                 framebuffer: 48 GiB, memoryMib: 46068}
                            vms: {gpu02: {devices: [{vgpu: grid_l40s-48q}], power: "on"}}
                        """);
        assertThat(soap.fetch("HostSystem", "ha-host", "config.graphicsInfo"))
                .contains("<graphicsType>sharedDirect</graphicsType>")
                .contains("<vm type=\"VirtualMachine\">1</vm>");
        assertThat(soap.fetch("HostSystem", "ha-host", "config.graphicsConfig"))
                .contains("<deviceId>0000:41:00.0</deviceId>");
        assertThat(soap.fetch("VirtualMachine", "1", "config.hardware.device"))
                .contains("xsi:type=\"VirtualPCIPassthroughVmiopBackingInfo\"")
                .contains("<vgpu>grid_l40s-48q</vgpu>");
        assertThat(
                        soap.send("QueryConfigTarget", "EnvironmentBrowser", "ha-env-browser", "")
                                .bodyText())
                .contains("<name>grid_l40s-48q</name><vgpu>grid_l40s-48q</vgpu>");
    }

    @Test
    void tellsTheSlotAndTheModeOfACardFrom91On() {
        var esxi = "esxi: {version: 9.1.0, apiVersion: 9.1.0.0}";
        var modern = like("servers: {dl385-01: {%s}}\n".formatted(esxi));
        assertThat(modern.request("GET", "/sdk/vimServiceVersions.xml", Map.of(), "").bodyText())
                .containsSubsequence("<version>9.1.0.0</version>", "<version>8.0.3.0</version>");
        assertThat(modern.fetch("HostSystem", "ha-host", "hardware.pciDevice"))
                .contains("<physicalSlot>3</physicalSlot>")
                .containsSubsequence("<slot>", "<physicalSlot>", "<slotDescription>", "<function>");
        assertThat(modern.fetch("HostSystem", "ha-host", "config.pciPassthruInfo"))
                .contains("<directPathState><mode>HOST</mode>");
        assertThat(withVm("").fetch("HostSystem", "ha-host", "config.pciPassthruInfo"))
                .doesNotContain("directPathState");
    }
}
