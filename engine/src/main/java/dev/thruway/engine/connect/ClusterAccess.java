package dev.thruway.engine.connect;

import dev.thruway.vsphere.client.DatastoreFiles;
import dev.thruway.vsphere.client.Inventory;
import dev.thruway.vsphere.client.VsphereClient;
import dev.thruway.vsphere.vim.ManagedObjectReference;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/// One cluster within a vCenter's session, found by name.
///
/// @param name as the inventory says it
/// @param datacenter the inventory path of its datacenter, without the first slash
/// @param datacenterRef null where the login may not see it
/// @param memories of each host what was learned of it
public record ClusterAccess(
        VsphereClient client,
        ManagedObjectReference cluster,
        String name,
        String datacenter,
        @Nullable ManagedObjectReference datacenterRef,
        DatastoreFiles files,
        Listings listings,
        ConcurrentMap<ManagedObjectReference, HostMemory> memories) {

    /// A cluster that the inventory lists.
    ///
    /// @param datacenters all that it lists
    /// @param listings those of the session
    static ClusterAccess of(
            VsphereClient client,
            Inventory.Entry cluster,
            List<Inventory.Entry> datacenters,
            Listings listings) {
        var datacenter = Datacenter.of(cluster, datacenters);
        return new ClusterAccess(
                client,
                cluster.ref(),
                cluster.name(),
                datacenter.path(),
                datacenter.ref(),
                datacenter.files(client),
                listings,
                new ConcurrentHashMap<>());
    }

    /// Its hosts, as they are now.
    public List<ManagedObjectReference> hosts() {
        return client.properties().of(cluster, "host").list("host", ManagedObjectReference.class);
    }

    /// One of its hosts, with what was learned of it before.
    public HostAccess on(ManagedObjectReference host) {
        return new HostAccess(
                client,
                host,
                datacenter,
                Optional.of(name),
                files,
                listings,
                memories.computeIfAbsent(host, _ -> new HostMemory()));
    }
}
