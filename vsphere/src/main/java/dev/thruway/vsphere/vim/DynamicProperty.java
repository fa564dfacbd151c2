package dev.thruway.vsphere.vim;

import org.jspecify.annotations.Nullable;

/// A property and its value.
public record DynamicProperty(String name, @Nullable Object val) {}
