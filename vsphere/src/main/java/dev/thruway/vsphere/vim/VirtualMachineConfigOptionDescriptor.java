package dev.thruway.vsphere.vim;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A version of virtual hardware that an environment knows.
///
/// @param key its name, `vmx-21`
/// @param host the hosts that can run it; empty where the environment is one host
public record VirtualMachineConfigOptionDescriptor(
        String key,
        @Nullable String description,
        List<ManagedObjectReference> host,
        @Nullable Boolean createSupported,
        @Nullable Boolean defaultConfigOption,
        @Nullable Boolean runSupported,
        @Nullable Boolean upgradeSupported) {
    public VirtualMachineConfigOptionDescriptor {
        host = List.copyOf(host);
    }
}
