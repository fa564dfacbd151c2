package dev.thruway.vsphere.vim;

import org.jspecify.annotations.Nullable;

/// A named value of any type.
public record KeyAnyValue(String key, @Nullable Object value) {}
