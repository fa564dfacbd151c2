package dev.thruway.vsphere.vim;

/// What a device stands on.
public sealed interface VirtualDeviceBackingInfo
        permits UnknownVirtualDeviceBackingInfo,
                VirtualPCIPassthroughDeviceBackingInfo,
                VirtualPCIPassthroughDynamicBackingInfo,
                VirtualPCIPassthroughVmiopBackingInfo {}
