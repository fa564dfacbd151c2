package dev.thruway.engine.connect;

import dev.thruway.vsphere.client.DatastoreFiles;
import dev.thruway.vsphere.client.Inventory;
import dev.thruway.vsphere.client.VsphereClient;
import dev.thruway.vsphere.vim.ManagedObjectReference;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The datacenter of a host or a cluster.
///
/// @param path in the inventory, without the first slash
/// @param ref null where the login may not see it
record Datacenter(String path, @Nullable ManagedObjectReference ref) {

    private static final String HOST_FOLDER = "/host/";

    /// The only one of an ESXi host.
    private static final String OWN = "ha-datacenter";

    /// Of those that are listed the one that it lies in: a folder above a datacenter may be called
    /// `host`, too. Where the login may not see that one, what its path says.
    ///
    /// @param entry what is in it
    /// @param all that the inventory lists
    static Datacenter of(Inventory.Entry entry, List<Inventory.Entry> all) {
        return all.stream()
                .filter(d -> entry.path().startsWith(d.path() + HOST_FOLDER))
                .findFirst()
                .map(d -> new Datacenter(d.path().substring(1), d.ref()))
                .orElseGet(() -> unseen(entry));
    }

    private static Datacenter unseen(Inventory.Entry entry) {
        int end = entry.path().indexOf(HOST_FOLDER);
        return new Datacenter(end > 0 ? entry.path().substring(1, end) : OWN, null);
    }

    DatastoreFiles files(VsphereClient client) {
        return new DatastoreFiles(client, path, ref);
    }
}
