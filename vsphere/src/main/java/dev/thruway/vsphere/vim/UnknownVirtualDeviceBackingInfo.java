package dev.thruway.vsphere.vim;

/// Any other backing.
public record UnknownVirtualDeviceBackingInfo(String typeName)
        implements VirtualDeviceBackingInfo {}
