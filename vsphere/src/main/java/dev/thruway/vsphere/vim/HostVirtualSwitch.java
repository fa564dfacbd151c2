package dev.thruway.vsphere.vim;

import java.util.List;

/// A standard switch with the keys of its uplinks.
public record HostVirtualSwitch(String name, List<String> pnic) {}
