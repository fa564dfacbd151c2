package dev.thruway.vsphere.vim;

import org.jspecify.annotations.Nullable;

/// A datastore.
public record DatastoreSummary(
        @Nullable ManagedObjectReference datastore,
        String name,
        @Nullable String url,
        @Nullable Long capacity,
        @Nullable Long freeSpace,
        Boolean accessible,
        @Nullable String type,
        @Nullable String maintenanceMode) {}
