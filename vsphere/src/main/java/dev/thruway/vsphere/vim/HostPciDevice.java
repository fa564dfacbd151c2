package dev.thruway.vsphere.vim;

import org.jspecify.annotations.Nullable;

/// A PCI function of a host. Ids are signed 16-bit numbers: 0x8086 arrives as -32634. Read by name:
/// 9.0 puts `physicalSlot` and `slotDescription` in the middle.
public record HostPciDevice(
        String id,
        Short classId,
        @Nullable Byte bus,
        @Nullable Byte slot,
        @Nullable Integer physicalSlot,
        @Nullable String slotDescription,
        @Nullable Byte function,
        Short vendorId,
        Short subVendorId,
        @Nullable String vendorName,
        Short deviceId,
        Short subDeviceId,
        @Nullable String parentBridge,
        @Nullable String deviceName) {}
