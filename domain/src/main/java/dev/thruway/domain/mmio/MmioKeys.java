package dev.thruway.domain.mmio;

/// The two keys of a VM's extraConfig that open and size its 64-bit MMIO window (Broadcom KB
/// 323402; NVIDIA AI Enterprise deployment guide). Up to vSphere 9.1 they are the only interface.
public final class MmioKeys {

    public static final String USE_64BIT_MMIO = "pciPassthru.use64bitMMIO";

    /// In GiB, whatever its name says; a power of two.
    public static final String SIZE_GB = "pciPassthru.64bitMMIOSizeGB";

    private MmioKeys() {}
}
