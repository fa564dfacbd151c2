package dev.thruway.vsphere.vim;

/// What a device is called. Its subtypes add nothing that is read.
public record Description(
        @org.jspecify.annotations.Nullable String label,
        @org.jspecify.annotations.Nullable String summary) {}
