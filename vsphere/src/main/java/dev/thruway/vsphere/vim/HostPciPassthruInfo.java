package dev.thruway.vsphere.vim;

import org.jspecify.annotations.Nullable;

/// Whether a PCI function can be, is to be, and is passed through. A host that supports SR-IOV
/// sends its subtype, whose further fields are not read.
public record HostPciPassthruInfo(
        String id,
        @Nullable String dependentDevice,
        Boolean passthruEnabled,
        Boolean passthruCapable,
        Boolean passthruActive,
        @Nullable String hardwareLabel,
        @Nullable HostPciPassthruInfoDirectPathState directPathState) {}
