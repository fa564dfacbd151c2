package dev.thruway.domain.observation;

/// What a host itself uses a PCI function for.
///
/// @param by the disk, datastore or switch that leads to it
public record HostUse(Kind kind, String by) {

    /// The gravest first: a function with several uses has the first of them.
    public enum Kind {
        /// ESXi keeps its own system on it.
        BOOT,
        /// The host is managed over it.
        MANAGEMENT,
        /// A datastore, or vSAN, has disks on it.
        STORAGE,
        /// The uplink of a switch.
        UPLINK
    }
}
