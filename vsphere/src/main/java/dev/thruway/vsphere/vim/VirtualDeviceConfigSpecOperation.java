package dev.thruway.vsphere.vim;

/// What a reconfiguration does to a device.
public enum VirtualDeviceConfigSpecOperation {
    add,
    remove,
    edit,
    /// A value that this client does not know.
    UNRECOGNIZED;
}
