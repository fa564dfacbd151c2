package dev.thruway.domain.mmio;

import dev.thruway.domain.pci.ByteSize;

/// What ESXi itself said that devices need, when it could not start a VM with them.
///
/// @param where the log and its line
public record StatedNeed(ByteSize need, Extent extent, String where) {

    /// What the number counts.
    public enum Extent {
        /// All BARs of all devices: `total number of pages needed`.
        ALL_BARS,
        /// No less than this. Whether `could not allocate … KB of PCI MMIO` counts one device or
        /// all is not known; and the window that it was said of was too small.
        AT_LEAST
    }

    /// The same need together with that of further devices.
    public StatedNeed plus(ByteSize others) {
        return new StatedNeed(need.plus(others), extent, where);
    }
}
