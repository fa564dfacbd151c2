package dev.thruway.vsphere.vim;

import org.jspecify.annotations.Nullable;

/// How long a wait for updates may take, in seconds.
public record WaitOptions(@Nullable Integer maxWaitSeconds, @Nullable Integer maxObjectUpdates) {}
