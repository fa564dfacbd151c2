package dev.thruway.vsphere.vim;

/// Whether a VM runs.
public enum VirtualMachinePowerState {
    poweredOff,
    poweredOn,
    suspended,
    /// A value that this client does not know.
    UNRECOGNIZED;
}
