package dev.thruway.vsphere.vim;

import org.jspecify.annotations.Nullable;

/// A disk that a host sees. Its subtypes' further fields are not read.
public record ScsiLun(@Nullable String key, @Nullable String canonicalName) {}
