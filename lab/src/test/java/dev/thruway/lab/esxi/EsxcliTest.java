package dev.thruway.lab.esxi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.domain.pci.PciAddress;
import org.junit.jupiter.api.Test;

class EsxcliTest {

    private final Soap soap = Soap.loggedIn();

    private String run(String moid, String method, String arguments) {
        return soap.call(
                "ExecuteSoap",
                "ManagedMethodExecuter",
                "ha-managed-method-executer",
                "<moid>%s</moid><version>urn:vim25/5.0</version><method>%s</method>%s"
                        .formatted(moid, method, arguments));
    }

    private static String argument(String name, String value) {
        return "<argument><name>%1$s</name><val>&lt;%1$s&gt;%2$s&lt;/%1$s&gt;</val></argument>"
                .formatted(name, value);
    }

    @Test
    void describesItsOwnOptions() {
        assertThat(
                        run(
                                "ha-dynamic-type-manager-local-cli-cliinfo",
                                "vim.CLIInfo.FetchCLIInfo",
                                argument("typeName", "vim.EsxCLI.hardware.pci.pcipassthru")))
                .contains("&lt;aliases&gt;--device-id&lt;/aliases&gt;", "Device ID,Enabled");
    }

    @Test
    void togglesPassthroughAtOnceOnlyWithApplyNow() {
        var card = PciAddress.parse("0000:41:00.0");
        var both = argument("deviceid", "0000:41:00.0") + argument("enable", "true");
        var method = "vim.EsxCLI.hardware.pci.pcipassthru.set";
        run("ha-cli-handler-hardware-pci-pcipassthru", method, both);
        assertThat(soap.seed.host.passthrough(card).enabled()).isTrue();
        assertThat(soap.seed.host.passthrough(card).active()).isFalse();
        run("ha-cli-handler-hardware-pci-pcipassthru", method, both + argument("applynow", ""));
        assertThat(soap.seed.host.passthrough(card).active()).isTrue();
    }

    @Test
    void faultsOnAMissingOption() {
        assertThat(
                        run(
                                "ha-cli-handler-hardware-pci-pcipassthru",
                                "vim.EsxCLI.hardware.pci.pcipassthru.set",
                                argument("enable", "true")))
                .contains("<fault>", "VimEsxCLICLIFault", "-d|--device-id");
    }

    @Test
    void tellsTheSlotAndTheNumaNodeOfACard() {
        assertThat(run("ha-cli-handler-hardware-pci", "vim.EsxCLI.hardware.pci.list", ""))
                .contains("&lt;PhysicalSlot&gt;3&lt;/PhysicalSlot&gt;")
                .contains("&lt;NUMANode&gt;1&lt;/NUMANode&gt;");
    }
}
