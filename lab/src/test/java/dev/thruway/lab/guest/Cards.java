package dev.thruway.lab.guest;

import dev.thruway.domain.pci.Bar;
import dev.thruway.domain.pci.Bar.Width;
import dev.thruway.domain.pci.ByteSize;
import dev.thruway.domain.pci.PciAddress;
import dev.thruway.domain.pci.PciIds;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Passthrough devices as the hypervisor puts them on a guest's bus.
public final class Cards {

    private static final int CLASS_3D = 0x030200;

    private Cards() {}

    /// An L40S whose BARs all have their place.
    public static GuestPciFunction l40s(String address) {
        return card(address, 0x26b9, "NVIDIA L40S", true);
    }

    /// An L40S for whose two large BARs there was no room.
    public static GuestPciFunction unassigned(String address) {
        return card(address, 0x26b9, "NVIDIA L40S", false);
    }

    /// Ampere.
    public static GuestPciFunction a100(String address) {
        return card(address, 0x20b5, "NVIDIA A100 80GB PCIe", true);
    }

    /// Volta: no GPU System Processor.
    public static GuestPciFunction v100(String address) {
        return card(address, 0x1db6, "Tesla V100-PCIE-32GB", true);
    }

    /// Blackwell: open modules only.
    public static GuestPciFunction b200(String address) {
        return card(address, 0x2901, "NVIDIA B200", true);
    }

    private static GuestPciFunction card(
            String address, int device, String name, boolean assigned) {
        var at = PciAddress.parse(address);
        long place = 0x20_0000_0000L * (1 + at.bus());
        var bars =
                List.of(
                        bar(0, 16, Width.BITS_32, false, OptionalLong.of(0xF000_0000L)),
                        bar(1, 65_536, Width.BITS_64, true, place(assigned, place)),
                        bar(3, 32, Width.BITS_64, true, place(assigned, place + (1L << 36))));
        return new GuestPciFunction(
                at,
                new PciIds(PciIds.NVIDIA, device, PciIds.NVIDIA, 0x1851),
                CLASS_3D,
                0xa1,
                bars,
                Optional.of(chip(at, name)));
    }

    private static OptionalLong place(boolean assigned, long base) {
        return assigned ? OptionalLong.of(base) : OptionalLong.empty();
    }

    private static GuestBar bar(
            int index, int mib, Width width, boolean prefetchable, OptionalLong base) {
        return new GuestBar(new Bar(index, ByteSize.ofMib(mib), width, prefetchable), base);
    }

    private static GpuChip chip(PciAddress at, String name) {
        return new GpuChip(
                name,
                ByteSize.ofGib(48),
                46_068,
                "13200000000%02x".formatted(at.bus()),
                "GPU-00000000-0000-0000-0000-0000000000%02x".formatted(at.bus()),
                "95.02.66.00.02");
    }
}
