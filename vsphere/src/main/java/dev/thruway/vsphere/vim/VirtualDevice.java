package dev.thruway.vsphere.vim;

import org.jspecify.annotations.Nullable;

/// A device of a VM.
public sealed interface VirtualDevice
        permits UnknownVirtualDevice,
                VirtualDisk,
                VirtualE1000,
                VirtualE1000e,
                VirtualPCIPassthrough,
                VirtualVmxnet3 {

    /// Unique in the VM; negative where the client makes it up for an addition.
    Integer key();

    @Nullable Description deviceInfo();

    @Nullable VirtualDeviceBackingInfo backing();
}
