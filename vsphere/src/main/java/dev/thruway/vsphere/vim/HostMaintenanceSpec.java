package dev.thruway.vsphere.vim;

import org.jspecify.annotations.Nullable;

/// What else happens when a host enters maintenance mode.
public record HostMaintenanceSpec(@Nullable VsanHostDecommissionMode vsanMode) {}
