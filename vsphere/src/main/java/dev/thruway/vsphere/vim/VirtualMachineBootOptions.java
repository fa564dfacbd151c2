package dev.thruway.vsphere.vim;

import org.jspecify.annotations.Nullable;

/// How a VM boots. A reconfiguration replaces all of it.
public record VirtualMachineBootOptions(
        @Nullable Long bootDelay,
        @Nullable Boolean enterBIOSSetup,
        @Nullable Boolean efiSecureBootEnabled,
        @Nullable Boolean bootRetryEnabled,
        @Nullable Long bootRetryDelay,
        @Nullable String networkBootProtocol) {}
