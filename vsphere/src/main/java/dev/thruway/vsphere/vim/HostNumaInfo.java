package dev.thruway.vsphere.vim;

import java.util.List;

/// The NUMA nodes of a host.
public record HostNumaInfo(Integer numNodes, List<HostNumaNode> numaNode) {
    public HostNumaInfo {
        numaNode = List.copyOf(numaNode);
    }
}
