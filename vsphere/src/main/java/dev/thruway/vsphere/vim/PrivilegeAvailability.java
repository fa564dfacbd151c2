package dev.thruway.vsphere.vim;

/// Whether a privilege is granted.
public record PrivilegeAvailability(String privId, Boolean isGranted) {}
