package dev.thruway.interop.vcsim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thruway.vsphere.client.HostOperations;
import dev.thruway.vsphere.client.Inventory;
import dev.thruway.vsphere.client.TaskProgress;
import dev.thruway.vsphere.client.VmOperations;
import dev.thruway.vsphere.client.VsphereClient;
import dev.thruway.vsphere.client.VsphereException;
import dev.thruway.vsphere.client.VsphereFault;
import dev.thruway.vsphere.vim.HostPciDevice;
import dev.thruway.vsphere.vim.HostPciPassthruInfo;
import dev.thruway.vsphere.vim.ManagedObjectReference;
import dev.thruway.vsphere.vim.OptionValue;
import dev.thruway.vsphere.vim.ResourceAllocationInfo;
import dev.thruway.vsphere.vim.VirtualDevice;
import dev.thruway.vsphere.vim.VirtualDeviceConfigSpec;
import dev.thruway.vsphere.vim.VirtualDeviceConfigSpecOperation;
import dev.thruway.vsphere.vim.VirtualMachineBootOptions;
import dev.thruway.vsphere.vim.VirtualMachineConfigSpec;
import dev.thruway.vsphere.vim.VirtualMachinePowerState;
import dev.thruway.vsphere.vim.VirtualPCIPassthrough;
import dev.thruway.vsphere.vim.VirtualPCIPassthroughDeviceBackingInfo;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class VcsimIT {

    private static Vcsim start(String kind) {
        return kind.equals("esxi") ? Vcsim.start("-esx") : Vcsim.start();
    }

    @ParameterizedTest
    @ValueSource(strings = {"esxi", "vcenter"})
    void findsHostsAndVmsByNameWithTheirPaths(String kind) {
        try (var server = start(kind);
                var client = server.client()) {
            var inventory = new Inventory(client);

            assertThat(client.isVcenter()).isEqualTo(kind.equals("vcenter"));
            assertThat(inventory.hosts()).isNotEmpty();
            assertThat(inventory.virtualMachines())
                    .isNotEmpty()
                    .allSatisfy(vm -> assertThat(vm.path()).endsWith("/vm/" + vm.name()));
        }
    }

    @Test
    void readsEveryPageOfALargeInventory() {
        try (var server = Vcsim.start("-cluster", "3", "-host", "90", "-vm", "0", "-gpus", "2");
                var client = server.client()) {
            var hosts = new Inventory(client).hosts();
            var pci =
                    client.properties()
                            .under(
                                    client.content().rootFolder(),
                                    "HostSystem",
                                    "hardware.pciDevice",
                                    "config.pciPassthruInfo");

            assertThat(hosts).hasSizeGreaterThan(270).doesNotHaveDuplicates();
            assertThat(pci).hasSameSizeAs(hosts);
            assertThat(pci)
                    .allSatisfy(host -> {
                        assertThat(host.list("hardware.pciDevice", HostPciDevice.class))
                                .anySatisfy(d -> assertThat(d.id()).isEqualTo("0000:41:00.0"));
                        assertThat(host.list("config.pciPassthruInfo", HostPciPassthruInfo.class))
                                .isNotEmpty();
                    });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"esxi", "vcenter"})
    void configuresEverythingInOneTaskAndPowersOnAndOff(String kind) {
        try (var server = start(kind);
                var client = server.client()) {
            var vm = new Inventory(client).virtualMachines().getFirst().ref();
            var operations = new VmOperations(client);

            operations.reconfigure(vm, spec(device(client)), TaskProgress.NONE);

            assertConfigured(client, vm);
            operations.powerOn(vm, TaskProgress.NONE);
            assertThat(power(client, vm)).isEqualTo(VirtualMachinePowerState.poweredOn);
            operations.powerOff(vm, TaskProgress.NONE);
            assertThat(power(client, vm)).isEqualTo(VirtualMachinePowerState.poweredOff);
        }
    }

    private static VirtualPCIPassthrough device(VsphereClient client) {
        var host = new Inventory(client).hosts().getFirst().ref();
        var offered =
                new HostOperations(client)
                        .configTarget(host)
                        .orElseThrow()
                        .pciPassthrough()
                        .getFirst();
        var backing =
                new VirtualPCIPassthroughDeviceBackingInfo(
                        offered.pciDevice().deviceName(),
                        null,
                        offered.pciDevice().id(),
                        Integer.toHexString(offered.pciDevice().deviceId() & 0xFFFF),
                        offered.systemId(),
                        offered.pciDevice().vendorId());
        return new VirtualPCIPassthrough(-200, null, backing, null, null);
    }

    private static VirtualMachineConfigSpec spec(VirtualPCIPassthrough device) {
        return new VirtualMachineConfigSpec(
                null,
                null,
                List.of(new VirtualDeviceConfigSpec(VirtualDeviceConfigSpecOperation.add, device)),
                new ResourceAllocationInfo(32L, null, null, null),
                List.of(
                        new OptionValue("pciPassthru.use64bitMMIO", "TRUE"),
                        new OptionValue("pciPassthru.64bitMMIOSizeGB", "128")),
                new VirtualMachineBootOptions(null, null, true, null, null, List.of(), null),
                "efi",
                true);
    }

    private static void assertConfigured(VsphereClient client, ManagedObjectReference vm) {
        var config =
                client.properties()
                        .of(
                                vm,
                                "config.firmware",
                                "config.bootOptions",
                                "config.memoryReservationLockedToMax",
                                "config.memoryAllocation",
                                "config.extraConfig",
                                "config.hardware.device");
        assertThat(config.find("config.firmware", String.class)).contains("efi");
        assertThat(config.find("config.memoryReservationLockedToMax", Boolean.class))
                .contains(true);
        assertThat(config.find("config.memoryAllocation", ResourceAllocationInfo.class))
                .hasValueSatisfying(m -> assertThat(m.reservation()).isEqualTo(32L));
        assertThat(config.find("config.bootOptions", VirtualMachineBootOptions.class))
                .hasValueSatisfying(b -> assertThat(b.efiSecureBootEnabled()).isTrue());
        assertThat(config.list("config.extraConfig", OptionValue.class))
                .contains(new OptionValue("pciPassthru.64bitMMIOSizeGB", "128"));
        assertThat(config.list("config.hardware.device", VirtualDevice.class))
                .filteredOn(VirtualPCIPassthrough.class::isInstance)
                .singleElement()
                .satisfies(d ->
                        assertThat(d.backing())
                                .isInstanceOfSatisfying(
                                        VirtualPCIPassthroughDeviceBackingInfo.class,
                                        b -> {
                                            assertThat(b.id()).isEqualTo("0000:41:00.0");
                                            assertThat(b.deviceId()).isEqualTo("26b9");
                                        }));
    }

    private static VirtualMachinePowerState power(VsphereClient client, ManagedObjectReference vm) {
        return client.properties()
                .of(vm, "runtime.powerState")
                .find("runtime.powerState", VirtualMachinePowerState.class)
                .orElseThrow();
    }

    @Test
    void givesTheFaultOfATaskThatFails() {
        try (var server = Vcsim.start();
                var client = server.client()) {
            var vm = new Inventory(client).virtualMachines().getFirst().ref();
            var operations = new VmOperations(client);

            assertThatThrownBy(() -> operations.powerOff(vm, TaskProgress.NONE))
                    .isInstanceOfSatisfying(
                            VsphereException.class,
                            e ->
                                    assertThat(e.fault())
                                            .isInstanceOfSatisfying(
                                                    VsphereFault.Rejected.class,
                                                    f ->
                                                            assertThat(f.type())
                                                                    .isEqualTo(
                                                                            "InvalidPowerState")));
        }
    }

    @Test
    void neverTriesAWrongPasswordTwice() {
        try (var server = Vcsim.start("-password", "right")) {
            assertThatThrownBy(() -> server.client("wrong"))
                    .isInstanceOfSatisfying(
                            VsphereException.class,
                            e ->
                                    assertThat(e.fault())
                                            .isInstanceOf(VsphereFault.NotAuthenticated.class))
                    .hasMessageNotContaining("wrong");
        }
    }

    @Test
    void isLoggedOutWhenClosed() {
        try (var server = Vcsim.start()) {
            var client = server.client();
            client.close();

            assertThatThrownBy(() -> new Inventory(client).hosts())
                    .isInstanceOf(RuntimeException.class);
        }
    }
}
