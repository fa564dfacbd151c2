package dev.thruway.vsphere.vim;

import org.jspecify.annotations.Nullable;

/// One file of a VM: its datastore path and what it is (`config`, `log`, `diskDescriptor`, …).
public record VirtualMachineFileLayoutExFileInfo(
        @Nullable Integer key, String name, @Nullable String type, @Nullable Long size) {}
