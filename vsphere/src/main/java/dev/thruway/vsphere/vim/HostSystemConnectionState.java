package dev.thruway.vsphere.vim;

/// Whether a vCenter reaches a host.
public enum HostSystemConnectionState {
    connected,
    notResponding,
    disconnected,
    /// A value that this client does not know.
    UNRECOGNIZED;
}
