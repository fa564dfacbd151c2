package dev.thruway.vsphere.vim;

/// The mode of a card since 9.1: NONE, HOST, DIRECTPATH, or one of the vGPU modes.
public record HostPciPassthruInfoDirectPathState(String mode) {}
