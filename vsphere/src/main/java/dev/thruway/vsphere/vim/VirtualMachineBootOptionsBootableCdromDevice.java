package dev.thruway.vsphere.vim;

/// The first CD-ROM with a medium to boot from.
public record VirtualMachineBootOptionsBootableCdromDevice()
        implements VirtualMachineBootOptionsBootableDevice {}
