package dev.thruway.vsphere.vim;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A card that the host's own graphics own.
///
/// @param graphicsType `basic`, `shared`, `direct` or `sharedDirect`, which serves vGPUs
/// @param memorySizeInKB 0 where the host has no driver that could tell
/// @param vm those that use it
public record HostGraphicsInfo(
        String pciId,
        String graphicsType,
        @Nullable Long memorySizeInKB,
        List<ManagedObjectReference> vm) {}
