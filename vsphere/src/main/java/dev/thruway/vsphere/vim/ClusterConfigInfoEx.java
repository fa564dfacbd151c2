package dev.thruway.vsphere.vim;

import java.util.List;

/// A cluster's settings.
public record ClusterConfigInfoEx(
        ClusterDasConfigInfo dasConfig,
        ClusterDrsConfigInfo drsConfig,
        List<ClusterDrsVmConfigInfo> drsVmConfig) {
    public ClusterConfigInfoEx {
        drsVmConfig = List.copyOf(drsVmConfig);
    }
}
