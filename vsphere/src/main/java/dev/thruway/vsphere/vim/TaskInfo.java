package dev.thruway.vsphere.vim;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A task: what it does to what, how far it is, and why it failed.
public record TaskInfo(
        String key,
        ManagedObjectReference task,
        @Nullable String name,
        @Nullable String descriptionId,
        @Nullable ManagedObjectReference entity,
        @Nullable String entityName,
        TaskInfoState state,
        @Nullable Boolean cancelled,
        @Nullable Boolean cancelable,
        @Nullable LocalizedMethodFault error,
        @Nullable Object result,
        @Nullable Integer progress,
        @Nullable Instant queueTime,
        @Nullable Instant startTime,
        @Nullable Instant completeTime,
        @Nullable Integer eventChainId) {}
