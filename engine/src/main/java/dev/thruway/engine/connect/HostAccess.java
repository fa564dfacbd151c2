package dev.thruway.engine.connect;

import dev.thruway.vsphere.client.DatastoreFiles;
import dev.thruway.vsphere.client.VsphereClient;
import dev.thruway.vsphere.vim.ManagedObjectReference;

/// One ESXi host within a session, found by name.
///
/// @param datacenter the inventory path of its datacenter, without the first slash
public record HostAccess(
        VsphereClient client,
        ManagedObjectReference host,
        String datacenter,
        DatastoreFiles files) {}
