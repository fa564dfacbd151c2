package dev.thruway.vsphere.vim;

/// Any other volume: without disks of its own, or on disks that it does not name.
public record UnknownHostFileSystemVolume(String typeName, String type, String name)
        implements HostFileSystemVolume {}
