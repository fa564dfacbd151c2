package dev.thruway.vsphere.vim;

import org.jspecify.annotations.Nullable;

/// Where an interface of the host is plugged in.
public record HostVirtualNicSpec(
        @Nullable DistributedVirtualSwitchPortConnection distributedVirtualPort) {}
