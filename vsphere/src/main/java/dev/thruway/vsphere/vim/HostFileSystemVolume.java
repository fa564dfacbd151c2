package dev.thruway.vsphere.vim;

/// A volume that a host has mounted.
public sealed interface HostFileSystemVolume permits HostVmfsVolume, UnknownHostFileSystemVolume {

    /// `VMFS`, `NFS`, `vsan`, or `OTHER` for those that ESXi keeps for itself.
    String type();

    String name();
}
