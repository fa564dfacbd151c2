package dev.thruway.vsphere.vim;

import java.util.List;

/// A volume on disks. ESXi keeps its own data on one of type `OTHER`, named `OSDATA-` and a uuid.
public record HostVmfsVolume(String type, String name, List<HostScsiDiskPartition> extent)
        implements HostFileSystemVolume {}
