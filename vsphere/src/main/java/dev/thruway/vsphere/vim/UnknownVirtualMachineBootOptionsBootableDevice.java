package dev.thruway.vsphere.vim;

/// A bootable device of a type that is not known here. It cannot be sent back.
public record UnknownVirtualMachineBootOptionsBootableDevice(String typeName)
        implements VirtualMachineBootOptionsBootableDevice {}
