package dev.thruway.vsphere.vim;

/// A volume and where it is mounted.
public record HostFileSystemMountInfo(HostFileSystemVolume volume) {}
