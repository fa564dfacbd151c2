package dev.thruway.lab.guest;

import java.util.List;

/// The virtual hardware that a guest finds at power-on.
public interface GuestHardware {

    /// True where the virtual firmware is EFI, false for BIOS.
    boolean efi();

    /// True where the firmware checks signatures; never without [#efi].
    boolean secureBoot();

    long memoryMib();

    int cpus();

    /// The functions that the hypervisor adds to the virtual chipset, which the guest brings
    /// itself: passthrough devices, the first at 0000:03:00.0.
    List<GuestPciFunction> pciFunctions();
}
