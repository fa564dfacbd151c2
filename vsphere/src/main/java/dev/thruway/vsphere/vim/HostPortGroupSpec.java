package dev.thruway.vsphere.vim;

/// Which switch a port group is on.
public record HostPortGroupSpec(String name, String vswitchName) {}
