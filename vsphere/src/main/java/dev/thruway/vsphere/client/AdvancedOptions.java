package dev.thruway.vsphere.client;

import dev.thruway.vsphere.codec.SoapRequest;
import dev.thruway.vsphere.vim.ManagedObjectReference;
import dev.thruway.vsphere.vim.OptionValue;
import java.util.Optional;

/// Advanced options of a host, among them the VMkernel's boot options, and those of the server
/// itself. Changes nothing.
public final class AdvancedOptions {

    private static final String MANAGER = "configManager.advancedOption";

    private final VsphereClient client;

    public AdvancedOptions(VsphereClient client) {
        this.client = client;
    }

    /// The value of one option, such as `VMkernel.Boot.enablePCIEHotplug`; empty where the server
    /// lists none of this name. Throws [VsphereException], with the fault InvalidName where the
    /// server does not know it.
    public Optional<Object> value(ManagedObjectReference host, String name) {
        var manager =
                client.properties().of(host, MANAGER).find(MANAGER, ManagedObjectReference.class);
        return value(name, VsphereClient.required(MANAGER, manager.orElse(null)));
    }

    /// One of the options of the vCenter or the host that the session is with, such as
    /// `VirtualCenter.FQDN`. Throws as [#value] does.
    public Optional<Object> ofServer(String name) {
        return value(name, VsphereClient.required("setting", client.content().setting()));
    }

    private Optional<Object> value(String name, ManagedObjectReference manager) {
        return client
                .read(SoapRequest.of("QueryOptions", manager).with("name", name), OptionValue.class)
                .stream()
                // A name is taken for the beginning of one as well.
                .filter(option -> option.key().equals(name))
                .findFirst()
                .flatMap(option -> Optional.ofNullable(option.value()));
    }
}
