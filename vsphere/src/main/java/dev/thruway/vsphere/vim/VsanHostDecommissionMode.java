package dev.thruway.vsphere.vim;

/// What becomes of a host's vSAN data.
///
/// @param objectAction `ensureObjectAccessibility`, `evacuateAllData` or `noAction`
public record VsanHostDecommissionMode(String objectAction) {}
