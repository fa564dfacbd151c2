package dev.thruway.vsphere.vim;

import org.jspecify.annotations.Nullable;

/// A VM that is being powered on.
///
/// @param task of the power-on itself
public record ClusterAttemptedVmInfo(
        ManagedObjectReference vm, @Nullable ManagedObjectReference task) {}
