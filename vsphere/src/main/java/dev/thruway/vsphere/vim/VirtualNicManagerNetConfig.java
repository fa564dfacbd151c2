package dev.thruway.vsphere.vim;

import java.util.List;

/// Which interfaces of the host carry a kind of traffic, such as `management`.
///
/// @param selectedVnic names that end in the key of a [HostVirtualNic]
public record VirtualNicManagerNetConfig(String nicType, List<String> selectedVnic) {}
