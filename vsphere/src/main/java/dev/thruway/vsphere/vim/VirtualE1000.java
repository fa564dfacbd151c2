package dev.thruway.vsphere.vim;

import org.jspecify.annotations.Nullable;

/// A network card of a VM, as an Intel 82545EM (PRO/1000) is.
public record VirtualE1000(
        Integer key,
        @Nullable Description deviceInfo,
        @Nullable VirtualDeviceBackingInfo backing,
        @Nullable Integer controllerKey,
        @Nullable Integer unitNumber,
        @Nullable String macAddress)
        implements VirtualDevice {}
