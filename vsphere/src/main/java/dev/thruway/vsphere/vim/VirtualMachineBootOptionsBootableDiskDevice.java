package dev.thruway.vsphere.vim;

/// A disk, by its device's key.
public record VirtualMachineBootOptionsBootableDiskDevice(Integer deviceKey)
        implements VirtualMachineBootOptionsBootableDevice {}
