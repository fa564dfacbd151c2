package dev.thruway.vsphere.vim;

/// A network card, by its device's key.
public record VirtualMachineBootOptionsBootableEthernetDevice(Integer deviceKey)
        implements VirtualMachineBootOptionsBootableDevice {}
