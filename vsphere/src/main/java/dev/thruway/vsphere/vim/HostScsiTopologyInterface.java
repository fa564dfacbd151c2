package dev.thruway.vsphere.vim;

import java.util.List;

/// What hangs on a storage adapter, which is named by its key.
public record HostScsiTopologyInterface(String adapter, List<HostScsiTopologyTarget> target) {}
