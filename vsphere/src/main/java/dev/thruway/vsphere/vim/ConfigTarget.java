package dev.thruway.vsphere.vim;

import java.util.List;

/// What a host offers to its VMs.
public record ConfigTarget(List<VirtualMachinePciPassthroughInfo> pciPassthrough) {
    public ConfigTarget {
        pciPassthrough = List.copyOf(pciPassthrough);
    }
}
