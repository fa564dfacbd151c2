package dev.thruway.vsphere.vim;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Events of a time.
public record EventFilterSpecByTime(@Nullable Instant beginTime, @Nullable Instant endTime) {}
