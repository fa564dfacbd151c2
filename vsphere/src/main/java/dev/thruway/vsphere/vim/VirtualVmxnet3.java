package dev.thruway.vsphere.vim;

import org.jspecify.annotations.Nullable;

/// A network card of a VM, of the paravirtual kind that is usual.
public record VirtualVmxnet3(
        Integer key,
        @Nullable Description deviceInfo,
        @Nullable VirtualDeviceBackingInfo backing,
        @Nullable Integer controllerKey,
        @Nullable Integer unitNumber,
        @Nullable String macAddress)
        implements VirtualDevice {}
