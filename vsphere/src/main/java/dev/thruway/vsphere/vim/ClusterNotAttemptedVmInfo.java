package dev.thruway.vsphere.vim;

/// A VM for which DRS found no host, and why.
public record ClusterNotAttemptedVmInfo(ManagedObjectReference vm, LocalizedMethodFault fault) {}
