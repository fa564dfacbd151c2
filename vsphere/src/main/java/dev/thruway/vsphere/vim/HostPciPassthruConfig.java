package dev.thruway.vsphere.vim;

import org.jspecify.annotations.Nullable;

/// Switches passthrough of one PCI function.
public record HostPciPassthruConfig(
        String id,
        Boolean passthruEnabled,
        @Nullable Boolean applyNow,
        @Nullable String hardwareLabel) {}
