package dev.thruway.vsphere.vim;

import org.jspecify.annotations.Nullable;

/// A storage adapter of a host. Its subtypes' further fields are not read.
public record HostHostBusAdapter(@Nullable String key, String device, @Nullable String pci) {}
