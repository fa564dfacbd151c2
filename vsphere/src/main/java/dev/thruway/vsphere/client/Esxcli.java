package dev.thruway.vsphere.client;

import dev.thruway.vsphere.codec.MalformedXml;
import dev.thruway.vsphere.codec.SoapRequest;
import dev.thruway.vsphere.codec.XmlRows;
import dev.thruway.vsphere.vim.ManagedObjectReference;
import dev.thruway.vsphere.vim.ReflectManagedMethodExecuterSoapResult;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// esxcli over SOAP, as govc's `host.esxcli` does it: undocumented, the same since 5.0. Only
/// commands that read are run.
public final class Esxcli {

    private static final String VERSION = "urn:vim25/5.0";

    private final VsphereClient client;
    private final ManagedObjectReference host;

    public Esxcli(VsphereClient client, ManagedObjectReference host) {
        this.client = client;
        this.host = host;
    }

    /// Rows of a command that takes no argument, such as `hardware.pci`, `list`: values by field
    /// name, such as `PhysicalSlot`.
    public List<Map<String, String>> rows(String namespace, String command) {
        var what = "esxcli " + namespace + " " + command;
        var missing = client.missingCommands();
        return missing.isOpen(what)
                ? missing.inTurn(() -> ask(namespace, command, what))
                : ask(namespace, command, what);
    }

    private List<Map<String, String>> ask(String namespace, String command, String what) {
        if (client.missingCommands().isMissing(what)) {
            throw failed(what, "no host here has it", null);
        }
        var result = result(namespace, command);
        var fault = result.fault();
        if (fault != null) {
            if (XmlRows.faultType(fault.faultDetail()).equals(Optional.of("NotFound"))) {
                client.missingCommands().refused(what);
            }
            throw failed(what, String.valueOf(fault.faultMsg()), null);
        }
        client.missingCommands().answered(what);
        var response = result.response();
        try {
            return response == null ? List.of() : XmlRows.parse(response);
        } catch (MalformedXml e) {
            throw failed(what, String.valueOf(e.getMessage()), e);
        }
    }

    private ReflectManagedMethodExecuterSoapResult result(String namespace, String command) {
        var executer =
                client.read(
                                SoapRequest.of("RetrieveManagedMethodExecuter", host),
                                ManagedObjectReference.class)
                        .getFirst();
        return VsphereClient.one(
                "ExecuteSoap",
                client.read(
                        SoapRequest.of("ExecuteSoap", executer)
                                .with("moid", "ha-cli-handler-" + namespace.replace('.', '-'))
                                .with("version", VERSION)
                                .with("method", "vim.EsxCLI." + namespace + "." + command),
                        ReflectManagedMethodExecuterSoapResult.class));
    }

    private static VsphereException failed(String what, String why, @Nullable Throwable cause) {
        return new VsphereException(what, new VsphereFault.Malformed(why), cause);
    }
}
