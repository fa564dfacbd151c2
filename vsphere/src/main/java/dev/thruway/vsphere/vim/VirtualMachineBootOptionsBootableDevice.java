package dev.thruway.vsphere.vim;

/// A device in the order in which a VM tries to boot (5.0).
public sealed interface VirtualMachineBootOptionsBootableDevice
        permits UnknownVirtualMachineBootOptionsBootableDevice,
                VirtualMachineBootOptionsBootableCdromDevice,
                VirtualMachineBootOptionsBootableDiskDevice,
                VirtualMachineBootOptionsBootableEthernetDevice,
                VirtualMachineBootOptionsBootableFloppyDevice {}
