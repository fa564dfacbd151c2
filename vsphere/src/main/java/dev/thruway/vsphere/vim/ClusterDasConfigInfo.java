package dev.thruway.vsphere.vim;

import org.jspecify.annotations.Nullable;

/// How HA works in a cluster.
public record ClusterDasConfigInfo(
        @Nullable Boolean enabled,
        @Nullable Integer failoverLevel,
        @Nullable Boolean admissionControlEnabled) {}
