package dev.thruway.vsphere.vim;

import org.jspecify.annotations.Nullable;

/// A disk of a VM.
public record VirtualDisk(
        Integer key,
        @Nullable Description deviceInfo,
        @Nullable VirtualDeviceBackingInfo backing,
        @Nullable Integer controllerKey,
        @Nullable Integer unitNumber,
        Long capacityInKB)
        implements VirtualDevice {}
