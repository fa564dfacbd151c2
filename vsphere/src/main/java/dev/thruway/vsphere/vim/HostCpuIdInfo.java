package dev.thruway.vsphere.vim;

import org.jspecify.annotations.Nullable;

/// One leaf of the processor's CPUID.
///
/// @param level the leaf, as a signed number: 0x80000008 is -2147483640
/// @param eax 32 bits from the highest, in groups of four with a colon between
public record HostCpuIdInfo(Integer level, @Nullable String eax) {}
