package dev.thruway.vsphere.vim;

/// An interface of the host itself, such as `vmk0`.
///
/// @param portgroup its name on a standard switch; empty on a distributed one
public record HostVirtualNic(
        String device, String key, String portgroup, HostVirtualNicSpec spec) {}
