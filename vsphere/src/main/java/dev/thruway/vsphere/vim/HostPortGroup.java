package dev.thruway.vsphere.vim;

/// A port group of a standard switch.
public record HostPortGroup(HostPortGroupSpec spec) {}
