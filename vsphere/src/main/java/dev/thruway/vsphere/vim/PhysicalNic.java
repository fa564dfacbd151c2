package dev.thruway.vsphere.vim;

import org.jspecify.annotations.Nullable;

/// A network adapter of a host.
public record PhysicalNic(@Nullable String key, String device, String pci) {}
