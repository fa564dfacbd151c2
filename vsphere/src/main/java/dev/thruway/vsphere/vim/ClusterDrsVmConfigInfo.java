package dev.thruway.vsphere.vim;

import org.jspecify.annotations.Nullable;

/// What DRS does with one VM, where that is not what it does with the others.
public record ClusterDrsVmConfigInfo(
        ManagedObjectReference key, @Nullable Boolean enabled, @Nullable DrsBehavior behavior) {}
