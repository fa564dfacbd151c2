package dev.thruway.lab.guest;

import dev.thruway.domain.pci.PciAddress;
import dev.thruway.domain.pci.PciIds;
import java.util.List;
import java.util.Optional;

/// A PCI function as the guest's firmware left it.
///
/// @param address on the guest's bus, not the host's
/// @param classCode24 class, subclass and programming interface: 0x030200 is a 3D controller
/// @param gpu what answers behind the BARs, where it is a GPU
public record GuestPciFunction(
        PciAddress address,
        PciIds ids,
        int classCode24,
        int revision,
        List<GuestBar> bars,
        Optional<GpuChip> gpu) {

    public GuestPciFunction {
        if (classCode24 < 0 || classCode24 > 0xFFFFFF) {
            throw new IllegalArgumentException("class code out of range: " + classCode24);
        }
        if (revision < 0 || revision > 0xFF) {
            throw new IllegalArgumentException("revision out of range: " + revision);
        }
        bars = List.copyOf(bars);
    }

    /// Class and subclass, as `lspci -n` shows them.
    public int classCode16() {
        return classCode24 >> 8;
    }

    /// True where every BAR has an address.
    public boolean barsAssigned() {
        return bars.stream().allMatch(bar -> bar.base().isPresent());
    }
}
