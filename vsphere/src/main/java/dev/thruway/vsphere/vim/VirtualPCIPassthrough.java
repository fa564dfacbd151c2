package dev.thruway.vsphere.vim;

import org.jspecify.annotations.Nullable;

/// A PCI function of the host, given to a VM (4.0).
public record VirtualPCIPassthrough(
        Integer key,
        @Nullable Description deviceInfo,
        @Nullable VirtualDeviceBackingInfo backing,
        @Nullable Integer controllerKey,
        @Nullable Integer unitNumber)
        implements VirtualDevice {}
