package dev.thruway.vsphere.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thruway.vsphere.vim.HostPciPassthruConfig;
import dev.thruway.vsphere.vim.ManagedObjectReference;
import dev.thruway.vsphere.vim.ObjectSpec;
import dev.thruway.vsphere.vim.OptionValue;
import dev.thruway.vsphere.vim.PropertyFilterSpec;
import dev.thruway.vsphere.vim.PropertySpec;
import dev.thruway.vsphere.vim.ResourceAllocationInfo;
import dev.thruway.vsphere.vim.TraversalSpec;
import dev.thruway.vsphere.vim.UnknownVirtualDevice;
import dev.thruway.vsphere.vim.VirtualDeviceConfigSpec;
import dev.thruway.vsphere.vim.VirtualDeviceConfigSpecOperation;
import dev.thruway.vsphere.vim.VirtualMachineBootOptions;
import dev.thruway.vsphere.vim.VirtualMachineConfigSpec;
import dev.thruway.vsphere.vim.VirtualPCIPassthrough;
import dev.thruway.vsphere.vim.VirtualPCIPassthroughDeviceBackingInfo;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class SoapRequestTest {

    private static final ManagedObjectReference VM =
            new ManagedObjectReference("VirtualMachine", "vm-42");

    @Test
    void writesOneReconfigurationInTheOrderOfTheSchema() {
        var body = reconfigure(spec()).encode(new ApiVersion("8.0.2.0"), Optional.of("op-1"));

        assertThat(body)
                .contains("<operationID xmlns=\"urn:vim25\">op-1</operationID>")
                .contains(
                        "<ReconfigVM_Task xmlns=\"urn:vim25\">"
                                + "<_this type=\"VirtualMachine\">vm-42</_this><spec>"
                                + "<changeVersion>7</changeVersion>"
                                + "<deviceChange><operation>add</operation>"
                                + "<device xsi:type=\"VirtualPCIPassthrough\"><key>-200</key>"
                                + "<backing xsi:type=\"VirtualPCIPassthroughDeviceBackingInfo\">"
                                + "<deviceName>NVIDIA L40S</deviceName><id>0000:41:00.0</id>"
                                + "<deviceId>26b9</deviceId><systemId>s</systemId>"
                                + "<vendorId>4318</vendorId></backing></device></deviceChange>"
                                + "<memoryAllocation><reservation>65536</reservation>"
                                + "</memoryAllocation>"
                                + "<extraConfig><key>pciPassthru.use64bitMMIO</key>"
                                + "<value xsi:type=\"xsd:string\">TRUE</value></extraConfig>"
                                + "<bootOptions><efiSecureBootEnabled>true"
                                + "</efiSecureBootEnabled></bootOptions>"
                                + "<firmware>efi</firmware>"
                                + "<memoryReservationLockedToMax>true"
                                + "</memoryReservationLockedToMax></spec></ReconfigVM_Task>");
    }

    private static SoapRequest reconfigure(VirtualMachineConfigSpec spec) {
        return SoapRequest.of("ReconfigVM_Task", VM).with("spec", spec);
    }

    private static VirtualMachineConfigSpec spec() {
        var backing =
                new VirtualPCIPassthroughDeviceBackingInfo(
                        "NVIDIA L40S", null, "0000:41:00.0", "26b9", "s", (short) 4318);
        var device = new VirtualPCIPassthrough(-200, null, backing, null, null);
        return new VirtualMachineConfigSpec(
                "7",
                null,
                List.of(new VirtualDeviceConfigSpec(VirtualDeviceConfigSpecOperation.add, device)),
                new ResourceAllocationInfo(65536L, null, null, null),
                List.of(new OptionValue("pciPassthru.use64bitMMIO", "TRUE")),
                new VirtualMachineBootOptions(null, null, true, null, null, List.of(), null),
                "efi",
                true);
    }

    @Test
    void saysTheTypeOfATraversalBecauseItsDeclaredTypeHasSeveral() {
        var view = new ManagedObjectReference("ContainerView", "v");
        var filter =
                new PropertyFilterSpec(
                        List.of(new PropertySpec("HostSystem", null, List.of("name"))),
                        List.of(
                                new ObjectSpec(
                                        view,
                                        true,
                                        List.of(
                                                new TraversalSpec(
                                                        null,
                                                        "ContainerView",
                                                        "view",
                                                        false,
                                                        List.of())))),
                        null);
        var body =
                SoapRequest.of("RetrievePropertiesEx", view)
                        .with("specSet", List.of(filter))
                        .encode(ApiVersion.OLDEST, Optional.empty());

        assertThat(body)
                .contains(
                        "<specSet><propSet><type>HostSystem</type><pathSet>name</pathSet></propSet>"
                                + "<objectSet><obj type=\"ContainerView\">v</obj><skip>true</skip>"
                                + "<selectSet xsi:type=\"TraversalSpec\"><type>ContainerView</type>"
                                + "<path>view</path><skip>false</skip></selectSet></objectSet>"
                                + "</specSet>");
    }

    @Test
    void leavesOutWhatTheServersVersionDoesNotKnow() {
        var request =
                SoapRequest.of("UpdatePassthruConfig", VM)
                        .with(
                                "config",
                                List.of(
                                        new HostPciPassthruConfig(
                                                "0000:41:00.0", true, true, "ai")));

        assertThat(request.encode(new ApiVersion("6.7"), Optional.empty()))
                .doesNotContain("applyNow")
                .doesNotContain("hardwareLabel");
        assertThat(request.encode(new ApiVersion("7.0.1.0"), Optional.empty()))
                .contains("<applyNow>true</applyNow>")
                .doesNotContain("hardwareLabel");
        assertThat(request.encode(new ApiVersion("8.0.2.0"), Optional.empty()))
                .contains("<applyNow>true</applyNow><hardwareLabel>ai</hardwareLabel>");
    }

    @Test
    void escapesTextSoThatNoValueBecomesMarkup() {
        var body =
                SoapRequest.of("Login", VM)
                        .with("password", "a<b&c>\"\r")
                        .encode(ApiVersion.OLDEST, Optional.empty());

        assertThat(body).contains("<password>a&lt;b&amp;c&gt;&quot;&#13;</password>");
    }

    @Test
    void refusesTextThatXmlCannotHold() {
        var request = SoapRequest.of("Login", VM).with("password", "a\u0000b");

        assertThatThrownBy(() -> request.encode(ApiVersion.OLDEST, Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("U+0000");
    }

    @Test
    void writesAPairOfSurrogatesAndRefusesAHalf() {
        var whole = SoapRequest.of("Login", VM).with("password", "a\uD83D\uDE00b");
        var half = SoapRequest.of("Login", VM).with("password", "a\uD83Db");

        assertThat(whole.encode(ApiVersion.OLDEST, Optional.empty()))
                .contains("<password>a\uD83D\uDE00b</password>");
        assertThatThrownBy(() -> half.encode(ApiVersion.OLDEST, Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("U+D83D");
    }

    @Test
    void neverWritesARecordThatStandsForSomethingUnknown() {
        var unknown = new UnknownVirtualDevice("VirtualTPM", 1, null, null, null, null);
        var change = new VirtualDeviceConfigSpec(VirtualDeviceConfigSpecOperation.edit, unknown);
        var request = SoapRequest.of("ReconfigVM_Task", VM).with("deviceChange", List.of(change));

        assertThatThrownBy(() -> request.encode(ApiVersion.OLDEST, Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
