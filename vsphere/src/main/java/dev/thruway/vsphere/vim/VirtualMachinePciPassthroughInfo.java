package dev.thruway.vsphere.vim;

import java.util.List;

/// A PCI function that a VM may get, and the systemId that its device must name.
public record VirtualMachinePciPassthroughInfo(
        String name, List<String> configurationTag, HostPciDevice pciDevice, String systemId) {
    public VirtualMachinePciPassthroughInfo {
        configurationTag = List.copyOf(configurationTag);
    }
}
