package dev.thruway.lab.esxi;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class EsxiServerTest {

    private static final String HOST = "<obj type=\"HostSystem\">ha-host</obj>";
    private static final String VM = "<obj type=\"VirtualMachine\">1</obj>";

    @Test
    void saysWhoItIsBeforeALogin() {
        var soap = new Soap();
        assertThat(soap.call("RetrieveServiceContent", "ServiceInstance", "ServiceInstance", ""))
                .contains("<apiType>HostAgent</apiType>", "<version>8.0.2</version>")
                .contains("<rootFolder type=\"Folder\">ha-folder-root</rootFolder>");
        assertThat(soap.get("/sdk/vimServiceVersions.xml").bodyText())
                .contains("<version>8.0.2.0</version>");
    }

    @Test
    void wantsALogin() {
        var response = new Soap().send("Refresh", "HostPciPassthruSystem", "x", "");
        assertThat(response.status()).isEqualTo(500);
        assertThat(response.bodyText())
                .contains(
                        "<NotAuthenticatedFault xmlns=\"urn:vim25\""
                                + " xsi:type=\"NotAuthenticated\">");
    }

    @Test
    void refusesAWrongPassword() {
        var response = new Soap().login("wrong");
        assertThat(response.status()).isEqualTo(500);
        assertThat(response.bodyText())
                .contains("InvalidLogin")
                .contains("Cannot complete login due to an incorrect user name or password.");
    }

    @Test
    void putsQuotesAroundTheCookiesValue() {
        assertThat(new Soap().login(Soap.PASSWORD).headers().get("Set-Cookie"))
                .matches("vmware_soap_session=\"[0-9a-f]{40}\"; Path=/; HttpOnly; Secure;");
    }

    @Test
    void endsASessionByLogoutByIdlenessAndByAReboot() {
        var soap = Soap.loggedIn();
        soap.call("Logout", "SessionManager", "ha-sessionmgr", "");
        assertThat(soap.get("/folder/gpu02/gpu02.vmx").status()).isEqualTo(401);
        soap.login(Soap.PASSWORD);
        assertThat(soap.get("/folder/gpu02/gpu02.vmx").status()).isEqualTo(200);
        soap.wallClockPasses(Duration.ofMinutes(31));
        assertThat(soap.get("/folder/gpu02/gpu02.vmx").status()).isEqualTo(401);
        soap.login(Soap.PASSWORD);
        soap.seed.server.restart();
        assertThat(soap.get("/folder/gpu02/gpu02.vmx").status()).isEqualTo(503);
        soap.seed.time.pass(Duration.ofMinutes(10));
        assertThat(soap.get("/folder/gpu02/gpu02.vmx").status()).isEqualTo(401);
    }

    @Test
    void refusesAMethodAnObjectAndAPropertyThatAreNotThere() {
        var soap = Soap.loggedIn();
        assertThat(soap.send("Dance", "HostSystem", "ha-host", "").bodyText())
                .contains("xsi:type=\"MethodNotFound\"");
        assertThat(soap.send("PowerOnVM_Task", "VirtualMachine", "99", "").bodyText())
                .contains("xsi:type=\"ManagedObjectNotFound\"");
        assertThat(
                        soap.send("Fetch", "HostSystem", "ha-host", "<prop>config.nope</prop>")
                                .bodyText())
                .contains("xsi:type=\"InvalidProperty\"", "<name>config.nope</name>");
    }

    @Test
    void answersAnUnsetPropertyWithNothing() {
        assertThat(Soap.loggedIn().call("Fetch", "VirtualMachine", "1", "<prop>snapshot</prop>"))
                .contains("<FetchResponse xmlns=\"urn:vim25\"></FetchResponse>");
    }

    @Test
    void writesNumbersSignedAsVimHasThem() {
        var xml =
                Soap.loggedIn()
                        .call("Fetch", "HostSystem", "ha-host", "<prop>hardware.pciDevice</prop>");
        assertThat(xml)
                .contains("xsi:type=\"ArrayOfHostPciDevice\"")
                .contains("<id>0000:c1:00.0</id><classId>770</classId><bus>-63</bus>")
                .contains("<vendorId>4318</vendorId>", "<deviceId>9913</deviceId>");
    }

    @Test
    void pagesByTheNumberOfObjects() {
        var soap = Soap.loggedIn();
        var view =
                Soap.inside(
                        soap.call(
                                "CreateContainerView",
                                "ViewManager",
                                "ViewManager",
                                "<container type=\"Folder\">ha-folder-root</container>"
                                        + "<recursive>true</recursive>"),
                        "returnval");
        var objectSet =
                "<obj type=\"ContainerView\">"
                        + view
                        + "</obj><skip>true</skip><selectSet xsi:type=\"TraversalSpec\">"
                        + "<type>ContainerView</type><path>view</path></selectSet>";
        var first =
                soap.call(
                        "RetrievePropertiesEx",
                        "PropertyCollector",
                        "ha-property-collector",
                        "<specSet>"
                                + Soap.spec("ManagedEntity", "name", objectSet)
                                + "</specSet><options><maxObjects>4</maxObjects></options>");
        assertThat(first.split("<objects>", -1)).hasSize(5);
        var token = Soap.inside(first, "token");
        var second =
                soap.call(
                        "ContinueRetrievePropertiesEx",
                        "PropertyCollector",
                        "ha-property-collector",
                        "<token>" + token + "</token>");
        assertThat(second.split("<objects>", -1)).hasSize(5);
        assertThat(second).contains("<val xsi:type=\"xsd:string\">");
    }

    @Test
    void reportsChangesFromAVersionOn() {
        var soap = Soap.loggedIn();
        var collector =
                Soap.inside(
                        soap.call(
                                "CreatePropertyCollector",
                                "PropertyCollector",
                                "ha-property-collector",
                                ""),
                        "returnval");
        soap.call(
                "CreateFilter",
                "PropertyCollector",
                collector,
                "<spec>"
                        + Soap.spec("VirtualMachine", "runtime.powerState", VM)
                        + "</spec><partialUpdates>false</partialUpdates>");
        var first = waitFor(soap, collector, "");
        assertThat(first)
                .contains(
                        "<kind>enter</kind>", "xsi:type=\"VirtualMachinePowerState\">poweredOff<");
        var version = Soap.inside(first, "version");
        assertThat(waitFor(soap, collector, version))
                .contains("<WaitForUpdatesExResponse xmlns=\"urn:vim25\"></");
        soap.seed.powerOn();
        assertThat(waitFor(soap, collector, version))
                .contains("<kind>modify</kind>", ">poweredOn<");
        assertThat(
                        soap.send(
                                        "WaitForUpdatesEx",
                                        "PropertyCollector",
                                        collector,
                                        "<version>99</version>")
                                .bodyText())
                .contains("InvalidCollectorVersion");
    }

    private static String waitFor(Soap soap, String collector, String version) {
        return soap.call(
                "WaitForUpdatesEx",
                "PropertyCollector",
                collector,
                "<version>"
                        + version
                        + "</version><options><maxWaitSeconds>0</maxWaitSeconds></options>");
    }

    @Test
    void offersOnlyDevicesThatAreActiveAndFree() {
        var soap = Soap.loggedIn();
        var query = "<host type=\"HostSystem\">ha-host</host>";
        assertThat(soap.call("QueryConfigTarget", "EnvironmentBrowser", "ha-env-browser", query))
                .doesNotContain("<pciPassthrough>");
        soap.call(
                "UpdatePassthruConfig",
                "HostPciPassthruSystem",
                "ha-pcipassthrusystem",
                "<config><id>0000:41:00.0</id><passthruEnabled>true</passthruEnabled></config>");
        assertThat(soap.call("QueryConfigTarget", "EnvironmentBrowser", "ha-env-browser", query))
                .contains("<systemId>" + soap.seed.host.systemId() + "</systemId>")
                .contains("<name>0000:41:00.0</name>");
    }

    @Test
    void configuresAWholeVmInOneTask() {
        var soap = Soap.loggedIn();
        soap.seed.toggle("0000:41:00.0");
        var info =
                soap.task(
                        "ReconfigVM_Task",
                        "VirtualMachine",
                        "1",
                        """
                        <spec><deviceChange><operation>add</operation>
                        <device xsi:type="VirtualPCIPassthrough"><key>-200</key>
                        <backing xsi:type="VirtualPCIPassthroughDeviceBackingInfo">
                        <deviceName>L40S</deviceName><id>0000:41:00.0</id>
                        <deviceId>26b9</deviceId><systemId>%s</systemId><vendorId>4318</vendorId>
                        </backing></device></deviceChange>
                        <extraConfig><key>pciPassthru.use64bitMMIO</key>
                        <value xsi:type="xsd:string">TRUE</value></extraConfig>
                        <extraConfig><key>pciPassthru.64bitMMIOSizeGB</key>
                        <value xsi:type="xsd:string">128</value></extraConfig>
                        <bootOptions><efiSecureBootEnabled>true</efiSecureBootEnabled></bootOptions>
                        <firmware>efi</firmware>
                        <memoryReservationLockedToMax>true</memoryReservationLockedToMax></spec>\
                        """
                                .formatted(soap.seed.host.systemId()));
        assertThat(info).contains("<state>success</state>");
        assertThat(soap.call("Fetch", "VirtualMachine", "1", "<prop>config</prop>"))
                .contains("<reservation>65536</reservation>")
                .contains("<efiSecureBootEnabled>true</efiSecureBootEnabled>")
                .contains("<key>pciPassthru.64bitMMIOSizeGB</key>")
                .contains("xsi:type=\"VirtualPCIPassthrough\"");
        assertThat(soap.task("PowerOnVM_Task", "VirtualMachine", "1", ""))
                .contains("<state>success</state>");
    }

    @Test
    void tellsInTheTaskWhyAVmDidNotStart() {
        var soap = Soap.loggedIn();
        soap.seed.toggle("0000:41:00.0");
        soap.seed.attach("0000:41:00.0");
        soap.seed.reserveAll();
        var info = soap.task("PowerOnVM_Task", "VirtualMachine", "1", "");
        assertThat(info)
                .contains("<state>error</state>", "xsi:type=\"GenericVmConfigFault\"")
                .contains(
                        "<localizedMessage>Module 'DevicePowerOn' power on failed."
                                + "</localizedMessage>")
                .contains("total number of pages needed (16789506) exceeds limit (917504)");
        var log = soap.get("/folder/gpu02/vmware.log");
        assertThat(new String(log.body(), StandardCharsets.UTF_8))
                .contains("exceeds limit (917504), failing");
        assertThat(
                        soap.call(
                                "QueryEvents",
                                "EventManager",
                                "ha-eventmgr",
                                "<filter><entity><entity type=\"VirtualMachine\">1</entity>"
                                        + "<recursion>self</recursion></entity></filter>"))
                .contains("xsi:type=\"VmFailedToPowerOnEvent\"");
    }

    @Test
    void refusesAFolderThatExists() {
        var soap = Soap.loggedIn();
        var name = "<name>[datastore1] .thruway/h/lock</name>";
        var more = "<createParentDirectories>true</createParentDirectories>";
        soap.call("MakeDirectory", "FileManager", "ha-nfc-file-manager", name + more);
        assertThat(
                        soap.send(
                                        "MakeDirectory",
                                        "FileManager",
                                        "ha-nfc-file-manager",
                                        name + more)
                                .bodyText())
                .contains("xsi:type=\"FileAlreadyExists\"");
        assertThat(soap.put("/folder/.thruway/h/lock/who", "me").status()).isEqualTo(201);
        assertThat(soap.get("/folder/.thruway/h/lock/who").bodyText()).isEqualTo("me");
        soap.task(
                "DeleteDatastoreFile_Task",
                "FileManager",
                "ha-nfc-file-manager",
                "<name>[datastore1] .thruway/h</name>");
        assertThat(soap.get("/folder/.thruway/h/lock/who").status()).isEqualTo(404);
    }

    @Test
    void refusesADocumentTypeAndWhatIsNoXml() {
        var soap = Soap.loggedIn();
        var bomb = "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><a>&b;</a>";
        assertThat(soap.send("X", "Y", "Z", bomb).bodyText()).contains("InvalidRequest");
        assertThat(soap.send("X", "Y", "Z", "<a").bodyText()).contains("InvalidRequest");
    }

    @Test
    void leadsFromTheBootVolumeToItsAdapter() {
        var soap = Soap.loggedIn();
        var xml =
                soap.call("Fetch", "HostSystem", "ha-host", "<prop>config.fileSystemVolume</prop>");
        var disk = Soap.inside(xml, "diskName");
        assertThat(
                        soap.call(
                                "RetrieveProperties",
                                "PropertyCollector",
                                "ha-property-collector",
                                "<specSet>"
                                        + Soap.spec(
                                                "HostSystem",
                                                "config.storageDevice.scsiLun"
                                                        + " config.storageDevice.hostBusAdapter",
                                                HOST)
                                        + "</specSet>"))
                .contains("<canonicalName>" + disk + "</canonicalName>")
                .contains("<pci>0000:02:00.0</pci>");
    }
}
