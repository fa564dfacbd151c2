package dev.thruway.vsphere.vim;

import org.jspecify.annotations.Nullable;

/// A key of a VM's extraConfig; an empty value removes it.
public record OptionValue(String key, @Nullable Object value) {}
