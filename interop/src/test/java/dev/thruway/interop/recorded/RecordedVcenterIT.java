package dev.thruway.interop.recorded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.thruway.vsphere.codec.SoapAnswer;
import dev.thruway.vsphere.vim.AboutInfo;
import dev.thruway.vsphere.vim.Event;
import dev.thruway.vsphere.vim.HostNumaInfo;
import dev.thruway.vsphere.vim.HostPciDevice;
import dev.thruway.vsphere.vim.HostPciPassthruInfo;
import dev.thruway.vsphere.vim.HostSystemConnectionState;
import dev.thruway.vsphere.vim.InvalidLogin;
import dev.thruway.vsphere.vim.ManagedObjectReference;
import dev.thruway.vsphere.vim.OptionValue;
import dev.thruway.vsphere.vim.ResourceAllocationInfo;
import dev.thruway.vsphere.vim.ServiceContent;
import dev.thruway.vsphere.vim.UnknownVirtualDevice;
import dev.thruway.vsphere.vim.UserSession;
import dev.thruway.vsphere.vim.VirtualDevice;
import dev.thruway.vsphere.vim.VirtualMachineBootOptions;
import dev.thruway.vsphere.vim.VirtualMachineFileLayoutExFileInfo;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Public, as its records are, which stand for what a property collector never sends us whole.
public final class RecordedVcenterIT {

    public record HostHardwareInfo(List<HostPciDevice> pciDevice, HostNumaInfo numaInfo) {}

    public record HostConfigInfo(List<HostPciPassthruInfo> pciPassthruInfo, AboutInfo product) {}

    public record HostConfigManager(@Nullable ManagedObjectReference pciPassthruSystem) {}

    public record HostRuntimeInfo(
            HostSystemConnectionState connectionState,
            Boolean inMaintenanceMode,
            @Nullable Instant bootTime) {}

    public record VirtualHardware(Integer numCPU, Integer memoryMB, List<VirtualDevice> device) {}

    public record VirtualMachineConfigInfo(
            String changeVersion,
            String version,
            VirtualHardware hardware,
            ResourceAllocationInfo memoryAllocation,
            List<OptionValue> extraConfig,
            VirtualMachineBootOptions bootOptions,
            String firmware,
            Boolean memoryReservationLockedToMax) {}

    public record VirtualMachineFileLayoutEx(List<VirtualMachineFileLayoutExFileInfo> file) {}

    private static List<Recordings.Exchange> recorded = List.of();

    @BeforeAll
    static void read() {
        recorded = Recordings.all();
    }

    private static <T> T one(String file, String method, String property, Class<T> type) {
        var exchange =
                recorded.stream()
                        .filter(e -> e.file().startsWith(file))
                        .filter(e -> e.method().equals(method) && e.property().equals(property))
                        .findFirst()
                        .orElseThrow();
        var answer = (SoapAnswer.Returned<T>) SoapAnswer.decode(exchange.bytes(), type);
        return answer.values().getFirst();
    }

    private static <T> T ofHost(String property, Class<T> type) {
        return one("test_json_host_explode", "Fetch", property, type);
    }

    private static <T> T ofVm(String property, Class<T> type) {
        return one("test_json_vm_explode_default", "Fetch", property, type);
    }

    @Test
    void readsEveryAnswer() {
        var types =
                Map.<String, Class<?>>of(
                        "RetrieveServiceContent",
                        ServiceContent.class,
                        "Login",
                        UserSession.class,
                        "CreateContainerView",
                        ManagedObjectReference.class);

        assertThat(recorded).hasSizeGreaterThan(200);
        for (var exchange : recorded) {
            var type = types.getOrDefault(exchange.method(), Object.class);
            assertThatCode(() -> SoapAnswer.decode(exchange.bytes(), type))
                    .as(exchange.toString())
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void readsAWrongPasswordAsSuch() {
        var exchange =
                recorded.stream()
                        .filter(e -> e.file().contains("bad_password"))
                        .filter(e -> e.method().equals("Login"))
                        .findFirst()
                        .orElseThrow();

        assertThat(SoapAnswer.decode(exchange.bytes(), UserSession.class))
                .isInstanceOfSatisfying(
                        SoapAnswer.Faulted.class,
                        f -> assertThat(f.fault()).isInstanceOf(InvalidLogin.class));
    }

    @Test
    void readsThePciFunctionsOfAHostAndTheirPassthroughOneForOne() {
        var devices = ofHost("hardware", HostHardwareInfo.class).pciDevice();
        var config = ofHost("config", HostConfigInfo.class);

        assertThat(devices).hasSize(48);
        assertThat(devices.getFirst().vendorId() & 0xFFFF).isEqualTo(0x8086);
        assertThat(config.pciPassthruInfo())
                .extracting(HostPciPassthruInfo::id)
                .isEqualTo(devices.stream().map(HostPciDevice::id).toList());
        assertThat(config.pciPassthruInfo())
                .noneMatch(HostPciPassthruInfo::passthruActive)
                .allSatisfy(i -> assertThat(i.dependentDevice()).isEmpty());
        assertThat(config.product().version()).isEqualTo("8.0.3");
    }

    @Test
    void readsWhatAHostIsDoing() {
        var runtime = ofHost("runtime", HostRuntimeInfo.class);

        assertThat(runtime.connectionState()).isEqualTo(HostSystemConnectionState.connected);
        assertThat(runtime.inMaintenanceMode()).isFalse();
        assertThat(runtime.bootTime()).isAfter(Instant.parse("2023-12-01T00:00:00Z"));
        assertThat(ofHost("configManager", HostConfigManager.class).pciPassthruSystem())
                .isEqualTo(
                        new ManagedObjectReference(
                                "HostPciPassthruSystem", "pciPassthruSystem-14"));
    }

    @Test
    void readsAVmAndKeepsTheNamesOfItsOtherDevices() {
        var vm = ofVm("config", VirtualMachineConfigInfo.class);

        assertThat(vm.version()).isEqualTo("vmx-11");
        assertThat(vm.firmware()).isEqualTo("bios");
        assertThat(vm.extraConfig())
                .contains(new OptionValue("monitor.phys_bits_used", "42"))
                .allSatisfy(o -> assertThat(o.value()).isInstanceOf(String.class));
        assertThat(vm.hardware().device())
                .filteredOn(UnknownVirtualDevice.class::isInstance)
                .extracting(d -> ((UnknownVirtualDevice) d).typeName())
                .contains("VirtualIDEController", "ParaVirtualSCSIController")
                .doesNotContain("VirtualDevice");
    }

    @Test
    void findsTheLogAmongTheFilesOfAVm() {
        assertThat(ofVm("layoutEx", VirtualMachineFileLayoutEx.class).file())
                .filteredOn(f -> "log".equals(f.type()))
                .extracting(VirtualMachineFileLayoutExFileInfo::name)
                .anySatisfy(name -> assertThat(name).endsWith("/vmware.log"));
    }

    @Test
    void readsAnEventOfATypeThatIsNotModelled() {
        var events = (List<?>) ofHost("configIssue", Object.class);

        assertThat(events).isNotEmpty().allMatch(Event.class::isInstance);
        assertThat(((Event) events.getFirst()).typeName()).isEqualTo("RemoteTSMEnabledEvent");
    }
}
