package dev.thruway.lab.esxi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.lab.http.LabResponse;
import org.junit.jupiter.api.Test;

/// The smaller managers of a host, as other clients than ours ask them.
class ManagersTest {

    private static final String VM = "<obj type=\"VirtualMachine\">1</obj>";
    private static final String HOST = "<obj type=\"HostSystem\">ha-host</obj>";
    private static final String GONE = "<obj type=\"VirtualMachine\">99</obj>";

    private final Soap soap = Soap.loggedIn();

    @Test
    void aListViewIsReplacedWhole() {
        var view =
                Soap.inside(
                        soap.call("CreateListView", "ViewManager", "ViewManager", VM), "returnval");
        assertThat(soap.call("ResetListView", "ListView", view, HOST + GONE)).contains(">99<");
        assertThat(soap.call("Fetch", "ListView", view, "<prop>view</prop>"))
                .contains(">ha-host<")
                .doesNotContain("VirtualMachine");
    }

    @Test
    void aSessionSaysWhichClientItIsAndCanBeEndedByAnother() {
        var first = Soap.inside(sessions(), "key");
        soap.login(Soap.PASSWORD);
        assertThat(sessions()).contains(first);
        assertThat(terminate("52unknown").bodyText()).contains("NotFoundFault");
        assertThat(terminate(first).status()).isEqualTo(200);
        assertThat(sessions()).doesNotContain(first);
        assertThat(terminate(Soap.inside(sessions(), "key")).bodyText())
                .contains("InvalidArgumentFault");
    }

    private String sessions() {
        return soap.call("Fetch", "SessionManager", "ha-sessionmgr", "<prop>sessionList</prop>");
    }

    private LabResponse terminate(String key) {
        return soap.send(
                "TerminateSession",
                "SessionManager",
                "ha-sessionmgr",
                "<sessionId>" + key + "</sessionId>");
    }

    @Test
    void searchesAFolderWithAllBelow() {
        soap.seed.host.datastore().makeFolder("gpu02/old/older", true);
        var info =
                soap.task(
                        "SearchDatastoreSubFolders_Task",
                        "HostDatastoreBrowser",
                        "ha-host-datastorebrowser-" + soap.seed.host.datastore().uuid(),
                        "<datastorePath>[datastore1] gpu02</datastorePath><searchSpec>"
                                + "<matchPattern>*.vmx</matchPattern></searchSpec>");
        assertThat(info)
                .contains("xsi:type=\"ArrayOfHostDatastoreBrowserSearchResults\"")
                .contains("<folderPath>[datastore1] gpu02</folderPath>")
                .contains("<folderPath>[datastore1] gpu02/old/older</folderPath>")
                .contains("<path>gpu02.vmx</path>")
                .doesNotContain("gpu02.vmdk");
    }

    @Test
    void everyEventHasACategory() {
        var description =
                soap.call("Fetch", "EventManager", "ha-eventmgr", "<prop>description</prop>");
        assertThat(description)
                .contains(
                        "<key>VmMessageErrorEvent</key><description>VmMessageErrorEvent"
                                + "</description><category>error</category>");
        soap.seed.powerOn();
        soap.seed.done(soap.seed.vm.powerOff());
        assertThat(soap.seed.host.events().all())
                .isNotEmpty()
                .allSatisfy(e -> assertThat(description).contains("<key>" + e.type() + "</key>"));
    }

    @Test
    void keepsNoHistoryOfTasks() {
        assertThat(
                        soap.send(
                                        "CreateCollectorForTasks",
                                        "TaskManager",
                                        "ha-taskmgr",
                                        "<filter/>")
                                .bodyText())
                .contains("NotSupportedFault");
    }

    @Test
    void refusesASettingThatItWouldForget() {
        var spec = "<spec><memoryAllocation><limit>1024</limit></memoryAllocation></spec>";
        assertThat(soap.send("ReconfigVM_Task", "VirtualMachine", "1", spec).bodyText())
                .contains("NotSupportedFault", "memoryAllocation.limit");
        var harmless = "<spec><memoryAllocation><limit>-1</limit></memoryAllocation></spec>";
        assertThat(soap.task("ReconfigVM_Task", "VirtualMachine", "1", harmless))
                .contains("<state>success</state>");
    }
}
