package dev.thruway.lab.guest.program;

import dev.thruway.lab.guest.GuestPciFunction;
import java.util.Map;

/// The few names of pci.ids that a guest's lspci prints.
final class PciNames {

    private static final Map<Integer, String> CLASSES =
            Map.of(
                    0x0100, "SCSI storage controller",
                    0x0107, "Serial Attached SCSI controller",
                    0x0200, "Ethernet controller",
                    0x0300, "VGA compatible controller",
                    0x0302, "3D controller",
                    0x0600, "Host bridge",
                    0x0601, "ISA bridge",
                    0x0604, "PCI bridge",
                    0x0680, "Bridge");

    private static final Map<Integer, String> VENDORS =
            Map.of(0x10DE, "NVIDIA Corporation", 0x15AD, "VMware", 0x8086, "Intel Corporation");

    private static final Map<Long, String> DEVICES =
            Map.ofEntries(
                    Map.entry(0x8086_7190L, "440BX/ZX/DX - 82443BX/ZX/DX Host bridge"),
                    Map.entry(0x8086_7191L, "440BX/ZX/DX - 82443BX/ZX/DX AGP bridge"),
                    Map.entry(0x8086_7110L, "82371AB/EB/MB PIIX4 ISA"),
                    Map.entry(0x15AD_0405L, "SVGA II Adapter"),
                    Map.entry(0x15AD_0790L, "PCI bridge"),
                    Map.entry(0x15AD_07A0L, "PCI Express Root Port"),
                    Map.entry(0x15AD_07B0L, "VMXNET3 Ethernet Controller"),
                    Map.entry(0x15AD_07C0L, "PVSCSI SCSI Controller"),
                    Map.entry(0x10DE_26B9L, "AD102GL [L40S]"),
                    Map.entry(0x10DE_26B5L, "AD102GL [L40]"),
                    Map.entry(0x10DE_27B8L, "AD104GL [L4]"),
                    Map.entry(0x10DE_20F1L, "GA100 [A100 PCIe 40GB]"),
                    Map.entry(0x10DE_20B5L, "GA100 [A100 PCIe 80GB]"),
                    Map.entry(0x10DE_2331L, "GH100 [H100 PCIe]"),
                    Map.entry(0x10DE_1EB8L, "TU104GL [Tesla T4]"));

    private PciNames() {}

    static String type(GuestPciFunction function) {
        return CLASSES.getOrDefault(
                function.classCode16(), "Class [%04x]".formatted(function.classCode16()));
    }

    static String vendor(int id) {
        return VENDORS.getOrDefault(id, "Vendor %04x".formatted(id));
    }

    static String device(GuestPciFunction function) {
        var ids = function.ids();
        long key = (long) ids.vendor() << 16 | ids.device();
        return DEVICES.getOrDefault(key, "Device %04x".formatted(ids.device()));
    }
}
