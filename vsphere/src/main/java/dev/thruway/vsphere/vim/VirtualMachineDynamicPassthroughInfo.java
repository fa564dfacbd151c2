package dev.thruway.vsphere.vim;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A product, and a label of it, that dynamic devices can get (7.0). These ids are not signed.
public record VirtualMachineDynamicPassthroughInfo(
        String name,
        List<String> configurationTag,
        String vendorName,
        String deviceName,
        @Nullable String customLabel,
        Integer vendorId,
        Integer deviceId) {
    public VirtualMachineDynamicPassthroughInfo {
        configurationTag = List.copyOf(configurationTag);
    }
}
