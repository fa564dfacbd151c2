package dev.thruway.vsphere.vim;

import org.jspecify.annotations.Nullable;

/// Where everything starts: the managed objects of the service itself.
public record ServiceContent(
        ManagedObjectReference rootFolder,
        ManagedObjectReference propertyCollector,
        @Nullable ManagedObjectReference viewManager,
        AboutInfo about,
        @Nullable ManagedObjectReference setting,
        @Nullable ManagedObjectReference sessionManager,
        @Nullable ManagedObjectReference authorizationManager,
        @Nullable ManagedObjectReference eventManager,
        @Nullable ManagedObjectReference taskManager,
        @Nullable ManagedObjectReference licenseManager,
        @Nullable ManagedObjectReference searchIndex,
        @Nullable ManagedObjectReference fileManager) {}
