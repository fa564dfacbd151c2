package dev.thruway.vsphere.vim;

/// The first floppy with a medium to boot from.
public record VirtualMachineBootOptionsBootableFloppyDevice()
        implements VirtualMachineBootOptionsBootableDevice {}
