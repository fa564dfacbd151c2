package dev.thruway.vsphere.vim;

import org.jspecify.annotations.Nullable;

/// A product that a dynamic device accepts. These ids are not signed.
public record VirtualPCIPassthroughAllowedDevice(
        Integer vendorId,
        Integer deviceId,
        @Nullable Integer subVendorId,
        @Nullable Integer subDeviceId,
        @Nullable Short revisionId) {}
