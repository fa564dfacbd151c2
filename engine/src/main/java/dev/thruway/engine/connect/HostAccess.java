package dev.thruway.engine.connect;

import dev.thruway.vsphere.client.DatastoreFiles;
import dev.thruway.vsphere.client.Inventory;
import dev.thruway.vsphere.client.VsphereClient;
import dev.thruway.vsphere.vim.ManagedObjectReference;
import java.util.List;
import java.util.Optional;

/// One ESXi host within a session, found by name.
///
/// @param datacenter the inventory path of its datacenter, without the first slash
/// @param cluster the name of its cluster; empty for a host that is in none
public record HostAccess(
        VsphereClient client,
        ManagedObjectReference host,
        String datacenter,
        Optional<String> cluster,
        DatastoreFiles files,
        Listings listings,
        HostMemory memory) {

    /// A host that the inventory lists.
    ///
    /// @param datacenters all that it lists
    /// @param listings those of the session
    public static HostAccess of(
            VsphereClient client,
            Inventory.Entry host,
            List<Inventory.Entry> datacenters,
            Listings listings) {
        var datacenter = Datacenter.of(host, datacenters);
        return new HostAccess(
                client,
                host.ref(),
                datacenter.path(),
                host.cluster(),
                datacenter.files(client),
                listings,
                new HostMemory());
    }
}
