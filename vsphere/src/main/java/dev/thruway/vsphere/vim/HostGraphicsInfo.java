package dev.thruway.vsphere.vim;

import java.util.List;

/// A card that the host's own graphics own.
///
/// @param graphicsType `basic`, `shared`, `direct` or `sharedDirect`, which serves vGPUs
/// @param vm those that use it
public record HostGraphicsInfo(
        String pciId, String graphicsType, List<ManagedObjectReference> vm) {}
