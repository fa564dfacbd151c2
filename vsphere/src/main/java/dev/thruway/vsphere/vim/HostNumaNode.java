package dev.thruway.vsphere.vim;

import java.util.List;

/// One NUMA node and the PCI functions on it.
public record HostNumaNode(Byte typeId, List<String> pciId) {
    public HostNumaNode {
        pciId = List.copyOf(pciId);
    }
}
