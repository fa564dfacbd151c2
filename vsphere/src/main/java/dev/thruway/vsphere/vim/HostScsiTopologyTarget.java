package dev.thruway.vsphere.vim;

import java.util.List;

/// A target that an adapter reaches.
public record HostScsiTopologyTarget(List<HostScsiTopologyLun> lun) {}
