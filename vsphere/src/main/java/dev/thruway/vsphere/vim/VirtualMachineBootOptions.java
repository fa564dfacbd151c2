package dev.thruway.vsphere.vim;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a VM boots. Whether a reconfiguration replaces all of it or only what is set is not
/// documented; vcsim replaces all.
public record VirtualMachineBootOptions(
        @Nullable Long bootDelay,
        @Nullable Boolean enterBIOSSetup,
        @Nullable Boolean efiSecureBootEnabled,
        @Nullable Boolean bootRetryEnabled,
        @Nullable Long bootRetryDelay,
        List<VirtualMachineBootOptionsBootableDevice> bootOrder,
        @Nullable String networkBootProtocol) {
    public VirtualMachineBootOptions {
        bootOrder = List.copyOf(bootOrder);
    }

    /// The same with Secure Boot on or off, and nothing that could not be sent back.
    public VirtualMachineBootOptions withSecureBoot(boolean on) {
        boolean known =
                bootOrder.stream()
                        .noneMatch(
                                UnknownVirtualMachineBootOptionsBootableDevice.class::isInstance);
        return new VirtualMachineBootOptions(
                bootDelay,
                enterBIOSSetup,
                on,
                bootRetryEnabled,
                bootRetryDelay,
                known ? bootOrder : List.of(),
                networkBootProtocol);
    }
}
