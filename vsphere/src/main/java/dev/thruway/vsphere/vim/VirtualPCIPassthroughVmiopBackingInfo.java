package dev.thruway.vsphere.vim;

import org.jspecify.annotations.Nullable;

/// A vGPU, by its profile.
public record VirtualPCIPassthroughVmiopBackingInfo(@Nullable String vgpu)
        implements VirtualDeviceBackingInfo {}
