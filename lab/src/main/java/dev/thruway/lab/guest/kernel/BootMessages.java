package dev.thruway.lab.guest.kernel;

import dev.thruway.domain.pci.Bar.Width;
import dev.thruway.lab.guest.GuestBar;

/// What the kernel logs of its hardware before any module loads.
///
/// The lines about BARs are those of 6.1.0-56 and later in a VM whose firmware had too little room;
/// the lines about Secure Boot those of the same kernel under OVMF.
final class BootMessages {

    private final Kernel kernel;
    private final KernelLog log;

    private BootMessages(Kernel kernel) {
        this.kernel = kernel;
        this.log = kernel.log();
    }

    static void write(Kernel kernel) {
        new BootMessages(kernel).write();
    }

    private void write() {
        log.add("Linux version " + kernel.release() + " (buildd@lcy02) #139-Ubuntu SMP");
        log.add("Command line: " + kernel.commandLine());
        log.add(kernel.hardware().efi() ? "efi: EFI v2.7 by VMware, Inc." : "SMBIOS 2.7 present.");
        log.add("Hypervisor detected: VMware");
        if (kernel.hardware().efi()) {
            secureBoot();
        }
        kernel.bus().forEach(this::found);
        kernel.bus().forEach(this::unassigned);
        var unassigned =
                kernel.bus().stream().anyMatch(device -> !device.function().barsAssigned());
        if (unassigned) {
            log.add(
                    "pci_bus 0000:00: Some PCI device resources are unassigned, try booting with"
                            + " pci=realloc");
        }
        log.add("EXT4-fs (dm-0): mounted filesystem with ordered data mode. Quota mode: none.");
        log.add("systemd[1]: Hostname set.");
    }

    private void secureBoot() {
        if (kernel.hardware().secureBoot()) {
            log.add("secureboot: Secure boot enabled");
            log.add("Kernel is locked down from EFI Secure Boot; see man kernel_lockdown.7");
        } else {
            log.add("secureboot: Secure boot disabled");
        }
    }

    private void found(PciDevice device) {
        var function = device.function();
        log.add(
                "pci %s: [%s] type 00 class 0x%06x"
                        .formatted(
                                device.address(),
                                function.ids().vendorDevice(),
                                function.classCode24()));
        for (var bar : function.bars()) {
            if (bar.base().isPresent()) {
                long base = bar.base().getAsLong();
                long end = base + bar.bar().size().bytes() - 1;
                log.add(
                        "pci %s: BAR %d [mem %#010x-%#010x%s]"
                                .formatted(
                                        device.address(), bar.bar().index(), base, end, kind(bar)));
            }
        }
    }

    private void unassigned(PciDevice device) {
        for (var bar : device.function().bars()) {
            if (bar.base().isEmpty()) {
                var what =
                        "pci %s: BAR %d [mem size %#010x%s]"
                                .formatted(
                                        device.address(),
                                        bar.bar().index(),
                                        bar.bar().size().bytes(),
                                        kind(bar));
                log.add(what + ": can't assign; no space");
                log.add(what + ": failed to assign");
            }
        }
    }

    private static String kind(GuestBar bar) {
        return (bar.bar().width() == Width.BITS_64 ? " 64bit" : "")
                + (bar.bar().prefetchable() ? " pref" : "");
    }
}
