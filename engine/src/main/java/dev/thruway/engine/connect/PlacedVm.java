package dev.thruway.engine.connect;

import dev.thruway.vsphere.vim.ManagedObjectReference;

/// A VM and the host that it is on now. DRS puts a VM of a cluster on another one when it is
/// powered on.
public record PlacedVm(HostAccess host, ManagedObjectReference vm) {}
