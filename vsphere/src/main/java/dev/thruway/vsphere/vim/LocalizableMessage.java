package dev.thruway.vsphere.vim;

import org.jspecify.annotations.Nullable;

/// One line of a fault, as the server words it.
public record LocalizableMessage(String key, @Nullable String message) {}
