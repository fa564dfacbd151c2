package dev.thruway.vsphere.vim;

import org.jspecify.annotations.Nullable;

/// Any other device.
public record UnknownVirtualDevice(
        String typeName,
        Integer key,
        @Nullable Description deviceInfo,
        @Nullable VirtualDeviceBackingInfo backing,
        @Nullable Integer controllerKey,
        @Nullable Integer unitNumber)
        implements VirtualDevice {}
