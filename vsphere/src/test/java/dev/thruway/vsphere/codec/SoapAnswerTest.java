package dev.thruway.vsphere.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thruway.vsphere.vim.HostPciDevice;
import dev.thruway.vsphere.vim.HostPciPassthruInfo;
import dev.thruway.vsphere.vim.InvalidLogin;
import dev.thruway.vsphere.vim.InvalidPowerState;
import dev.thruway.vsphere.vim.ManagedObjectReference;
import dev.thruway.vsphere.vim.RetrieveResult;
import dev.thruway.vsphere.vim.TaskInfo;
import dev.thruway.vsphere.vim.TaskInfoState;
import dev.thruway.vsphere.vim.UnknownData;
import dev.thruway.vsphere.vim.UnknownMethodFault;
import dev.thruway.vsphere.vim.UnknownVirtualDevice;
import dev.thruway.vsphere.vim.UpdateSet;
import dev.thruway.vsphere.vim.VirtualMachinePowerState;
import dev.thruway.vsphere.vim.VirtualPCIPassthrough;
import dev.thruway.vsphere.vim.VirtualPCIPassthroughDeviceBackingInfo;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SoapAnswerTest {

    private static <T> SoapAnswer<T> decode(String inBody, Class<T> type) {
        var text =
                """
                <?xml version="1.0" encoding="UTF-8"?>
                <soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" \
                xmlns:xsd="http://www.w3.org/2001/XMLSchema" \
                xmlns:odd="http://www.w3.org/2001/XMLSchema-instance" xmlns="urn:vim25">
                <soapenv:Body>%s</soapenv:Body></soapenv:Envelope>\
                """
                        .formatted(inBody);
        return SoapAnswer.decode(
                new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), type);
    }

    private static <T> T only(String inBody, Class<T> type) {
        var answer = (SoapAnswer.Returned<T>) decode(inBody, type);
        assertThat(answer.values()).hasSize(1);
        return answer.values().getFirst();
    }

    private static Object property(String value) {
        var result =
                only(
                        """
                        <r><returnval><objects><obj type="HostSystem">h</obj><propSet>\
                        <name>p</name>%s</propSet></objects></returnval></r>\
                        """
                                .formatted(value),
                        RetrieveResult.class);
        return result.objects().getFirst().propSet().getFirst().val();
    }

    @Test
    void findsTheTypeByItsNamespaceWhateverThePrefix() {
        assertThat(property("<val odd:type=\"xsd:long\">5000000000</val>")).isEqualTo(5000000000L);
        assertThat(property("<val odd:type=\"VirtualMachinePowerState\">poweredOn</val>"))
                .isEqualTo(VirtualMachinePowerState.poweredOn);
        assertThat(property("<val odd:type=\"ManagedObjectReference\" type=\"Folder\">f</val>"))
                .isEqualTo(new ManagedObjectReference("Folder", "f"));
    }

    @Test
    void readsSignedNumbersAsTheyAreSent() {
        @SuppressWarnings("unchecked")
        var devices =
                (List<HostPciDevice>)
                        property(
                                """
                                <val odd:type="ArrayOfHostPciDevice"><HostPciDevice>\
                                <id>0000:c1:00.0</id><classId>770</classId><bus>-63</bus>\
                                <slot>0</slot><physicalSlot>5</physicalSlot><function>0</function>\
                                <vendorId>-32634</vendorId><subVendorId>4318</subVendorId>\
                                <vendorName>x</vendorName><deviceId>9913</deviceId>\
                                <subDeviceId>6225</subDeviceId><deviceName>L40S</deviceName>\
                                <somethingNew><a><b>1</b></a></somethingNew>\
                                </HostPciDevice></val>\
                                """);

        var device = devices.getFirst();
        assertThat(device.bus()).isEqualTo((byte) -63);
        assertThat(device.vendorId() & 0xFFFF).isEqualTo(0x8086);
        assertThat(device.deviceName()).isEqualTo("L40S");
    }

    @Test
    void readsASubtypeAsItsDeclaredRecord() {
        @SuppressWarnings("unchecked")
        var infos =
                (List<HostPciPassthruInfo>)
                        property(
                                """
                                <val odd:type="ArrayOfHostPciPassthruInfo">\
                                <HostPciPassthruInfo odd:type="HostSriovInfo"><id>a</id>\
                                <dependentDevice></dependentDevice>\
                                <passthruEnabled>true</passthruEnabled>\
                                <passthruCapable>1</passthruCapable>\
                                <passthruActive>false</passthruActive>\
                                <sriovEnabled>false</sriovEnabled></HostPciPassthruInfo></val>\
                                """);

        assertThat(infos.getFirst().passthruCapable()).isTrue();
        assertThat(infos.getFirst().passthruActive()).isFalse();
        assertThat(infos.getFirst().hardwareLabel()).isNull();
    }

    @Test
    void readsAnObjectThatAFilterMissesWithTheReason() {
        var update =
                only(
                        """
                        <r><returnval><version>1</version><filterSet>\
                        <filter type="PropertyFilter">f</filter><missingSet>\
                        <obj type="VirtualMachine">vm-9</obj>\
                        <fault><fault odd:type="ManagedObjectNotFound">\
                        <obj type="VirtualMachine">vm-9</obj></fault>\
                        <localizedMessage>gone</localizedMessage></fault></missingSet>\
                        </filterSet></returnval></r>\
                        """,
                        UpdateSet.class);

        var missing = update.filterSet().getFirst().missingSet().getFirst();
        assertThat(missing.obj().value()).isEqualTo("vm-9");
        assertThat(missing.fault().localizedMessage()).isEqualTo("gone");
    }

    @Test
    void keepsTheNameOfADeviceThatItDoesNotModel() {
        @SuppressWarnings("unchecked")
        var devices =
                (List<Object>)
                        property(
                                """
                                <val odd:type="ArrayOfVirtualDevice">\
                                <VirtualDevice odd:type="ParaVirtualSCSIController"><key>1000</key>\
                                <deviceInfo><label>SCSI</label><summary>s</summary></deviceInfo>\
                                <busNumber>0</busNumber></VirtualDevice>\
                                <VirtualDevice odd:type="VirtualPCIPassthrough"><key>13000</key>\
                                <backing odd:type="VirtualPCIPassthroughDeviceBackingInfo">\
                                <deviceName></deviceName><id>0000:41:00.0</id>\
                                <deviceId>26b9</deviceId><systemId>s</systemId>\
                                <vendorId>4318</vendorId></backing></VirtualDevice></val>\
                                """);

        assertThat(devices.get(0))
                .isInstanceOfSatisfying(
                        UnknownVirtualDevice.class,
                        d -> {
                            assertThat(d.typeName()).isEqualTo("ParaVirtualSCSIController");
                            assertThat(d.key()).isEqualTo(1000);
                        });
        assertThat(devices.get(1))
                .isInstanceOfSatisfying(
                        VirtualPCIPassthrough.class,
                        d ->
                                assertThat(d.backing())
                                        .isInstanceOf(
                                                VirtualPCIPassthroughDeviceBackingInfo.class));
    }

    @Test
    void keepsOnlyTheNameOfAValueThatItDoesNotModel() {
        assertThat(property("<val odd:type=\"HostVsanInternalSystem\"><a>1</a></val>"))
                .isEqualTo(new UnknownData("HostVsanInternalSystem"));
    }

    @Test
    void readsAFailedTaskWithTheLinesBehindItsMessage() {
        var task =
                only(
                        """
                        <r><returnval><key>t</key><task type="Task">t</task>\
                        <state>error</state><error><fault odd:type="GenericVmConfigFault">\
                        <faultMessage><key>k</key><message>line</message></faultMessage>\
                        <reason>r</reason></fault><localizedMessage>Module 'DevicePowerOn' power \
                        on failed.</localizedMessage></error>\
                        <queueTime>2026-01-02T03:04:05.123456Z</queueTime></returnval></r>\
                        """,
                        TaskInfo.class);

        assertThat(task.state()).isEqualTo(TaskInfoState.error);
        assertThat(task.queueTime()).isEqualTo(Instant.parse("2026-01-02T03:04:05.123456Z"));
        assertThat(task.error()).isNotNull();
        assertThat(task.error().fault())
                .isInstanceOfSatisfying(
                        UnknownMethodFault.class,
                        f -> {
                            assertThat(f.typeName()).isEqualTo("GenericVmConfigFault");
                            assertThat(f.faultMessage().getFirst().message()).isEqualTo("line");
                        });
    }

    @Test
    void readsAStateThatItDoesNotKnowAsUnrecognized() {
        var task =
                only(
                        "<r><returnval><key>t</key><task type=\"Task\">t</task>"
                                + "<state>postponed</state></returnval></r>",
                        TaskInfo.class);

        assertThat(task.state()).isEqualTo(TaskInfoState.UNRECOGNIZED);
    }

    @Test
    void readsAFaultByItsTypeOrByItsElement() {
        var byType =
                decode(
                        """
                        <soapenv:Fault><faultcode>ServerFaultCode</faultcode>\
                        <faultstring>no</faultstring><detail>\
                        <InvalidLoginFault odd:type="InvalidLogin"></InvalidLoginFault>\
                        </detail></soapenv:Fault>\
                        """,
                        Object.class);
        var byElement =
                decode(
                        """
                        <soapenv:Fault><faultcode>c</faultcode><faultstring>no</faultstring>\
                        <detail><InvalidPowerStateFault><existingState>poweredOn</existingState>\
                        </InvalidPowerStateFault></detail></soapenv:Fault>\
                        """,
                        Object.class);

        assertThat(((SoapAnswer.Faulted<?>) byType).fault()).isInstanceOf(InvalidLogin.class);
        assertThat(((SoapAnswer.Faulted<?>) byElement).fault())
                .isInstanceOfSatisfying(
                        InvalidPowerState.class,
                        f ->
                                assertThat(f.existingState())
                                        .isEqualTo(VirtualMachinePowerState.poweredOn));
    }

    @Test
    void anAnswerWithoutReturnvalReturnsNothing() {
        var answer = decode("<FetchResponse></FetchResponse>", Object.class);

        assertThat(((SoapAnswer.Returned<?>) answer).values()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html><body>502</body></html>",
                "not xml at all",
                "<a",
                "<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>",
                "<Envelope><Body><r><returnval>",
                "<Envelope><Header/></Envelope>"
            })
    void refusesWhatIsNoAnswer(String text) {
        var bytes = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> SoapAnswer.decode(bytes, Object.class))
                .isInstanceOf(MalformedXml.class);
    }

    @Test
    void refusesNestingWithoutEnd() {
        var deep = "<a>".repeat(1000);

        assertThatThrownBy(() -> decode(deep, Object.class))
                .isInstanceOf(MalformedXml.class)
                .hasMessageContaining("too deep");
    }

    @Test
    void refusesANumberThatIsNone() {
        assertThatThrownBy(() -> property("<val odd:type=\"xsd:int\">many</val>"))
                .isInstanceOf(MalformedXml.class)
                .hasMessageContaining("line");
    }
}
