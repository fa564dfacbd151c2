package dev.thruway.lab.world;

import dev.thruway.lab.guest.GuestHardware;
import dev.thruway.lab.guest.GuestPciFunction;
import java.util.List;

/// The virtual board that a guest finds.
record VmHardware(
        boolean efi,
        boolean secureBoot,
        long memoryMib,
        int cpus,
        List<GuestPciFunction> pciFunctions)
        implements GuestHardware {}
