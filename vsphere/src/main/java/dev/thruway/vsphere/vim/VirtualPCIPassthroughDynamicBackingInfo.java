package dev.thruway.vsphere.vim;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Dynamic DirectPath: any function of these products or this label (7.0).
public record VirtualPCIPassthroughDynamicBackingInfo(
        String deviceName,
        @Nullable Boolean useAutoDetect,
        List<VirtualPCIPassthroughAllowedDevice> allowedDevice,
        @Nullable String customLabel,
        @Nullable String assignedId)
        implements VirtualDeviceBackingInfo {
    public VirtualPCIPassthroughDynamicBackingInfo {
        allowedDevice = List.copyOf(allowedDevice);
    }
}
