package dev.thruway.vsphere.vim;

import org.jspecify.annotations.Nullable;

/// Adds, changes or removes one device.
public record VirtualDeviceConfigSpec(
        @Nullable VirtualDeviceConfigSpecOperation operation, VirtualDevice device) {}
