package dev.thruway.vsphere.vim;

import java.util.List;

/// What a host offers to its VMs.
public record ConfigTarget(
        List<VirtualMachinePciPassthroughInfo> pciPassthrough,
        List<VirtualMachineDynamicPassthroughInfo> dynamicPassthrough) {
    public ConfigTarget {
        pciPassthrough = List.copyOf(pciPassthrough);
        dynamicPassthrough = List.copyOf(dynamicPassthrough);
    }
}
