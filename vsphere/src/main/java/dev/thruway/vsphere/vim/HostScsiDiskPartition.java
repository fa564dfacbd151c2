package dev.thruway.vsphere.vim;

/// A partition of a disk, which is named as `canonicalName` of [ScsiLun] has it.
public record HostScsiDiskPartition(String diskName) {}
