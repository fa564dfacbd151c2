package dev.thruway.vsphere.vim;

import org.jspecify.annotations.Nullable;

/// How DRS works in a cluster.
public record ClusterDrsConfigInfo(
        @Nullable Boolean enabled,
        @Nullable Boolean enableVmBehaviorOverrides,
        @Nullable DrsBehavior defaultVmBehavior) {}
