package dev.thruway.vsphere.vim;

import org.jspecify.annotations.Nullable;

/// One changed property.
public record PropertyChange(String name, String op, @Nullable Object val) {}
