package dev.thruway.vsphere.vim;

import org.jspecify.annotations.Nullable;

/// Flags of a VM, since API 6.7: virtual IOMMU and virtualization-based security.
public record VirtualMachineFlagInfo(@Nullable Boolean vvtdEnabled, @Nullable Boolean vbsEnabled) {}
