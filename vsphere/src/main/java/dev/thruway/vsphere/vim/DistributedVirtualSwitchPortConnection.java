package dev.thruway.vsphere.vim;

/// A port of a distributed switch.
public record DistributedVirtualSwitchPortConnection(String switchUuid) {}
