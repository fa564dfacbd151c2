package dev.thruway.vsphere.vim;

/// A disk of a target, named by the key of its [ScsiLun].
public record HostScsiTopologyLun(String scsiLun) {}
