package dev.thruway.engine.preflight;

import static dev.thruway.domain.check.Privileges.required;

import dev.thruway.domain.check.Privilege.On;
import dev.thruway.engine.connect.ClusterAccess;
import dev.thruway.engine.connect.VmFolder;
import dev.thruway.vsphere.client.Inventory;
import dev.thruway.vsphere.client.Privileges;
import dev.thruway.vsphere.vim.ManagedObjectReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What the login lacks to change a VM of a cluster and to have DRS start it. Changes nothing.
final class PlacingPrivileges {

    private static final String VMX = "config.files.vmPathName";
    private static final String STORES = "datastore";

    private final ClusterAccess cluster;
    private final ManagedObjectReference vm;

    PlacingPrivileges(ClusterAccess cluster, ManagedObjectReference vm) {
        this.cluster = cluster;
        this.vm = vm;
    }

    /// On the cluster and its datacenter, whose methods are called and whose settings are read, on
    /// the VM, and on the datastore of its folder, where the lock is.
    ///
    /// @param more that are needed on this VM beside what every VM needs
    List<String> missing(List<String> more) {
        var privileges = new Privileges(cluster.client());
        var around =
                Stream.concat(
                                Stream.of(cluster.cluster()),
                                Optional.ofNullable(cluster.datacenterRef()).stream())
                        .toList();
        var missing = new ArrayList<>(privileges.missing(around, required(On.EVERYTHING)));
        missing.addAll(
                privileges.missing(
                        List.of(vm),
                        Stream.concat(required(On.VM).stream(), more.stream()).toList()));
        var store = datastore();
        if (store.isPresent()) {
            missing.addAll(privileges.missing(List.of(store.get()), required(On.DATASTORE)));
        }
        return List.copyOf(missing);
    }

    /// Empty where it cannot be told which one that is.
    private Optional<ManagedObjectReference> datastore() {
        var properties = cluster.client().properties();
        var seen = properties.of(vm, VMX, STORES);
        var name = seen.find(VMX, String.class).flatMap(VmFolder::of).map(VmFolder::datastore);
        return properties.of(seen.list(STORES, ManagedObjectReference.class), "name").stream()
                .filter(s -> s.find("name", String.class).map(Inventory::decode).equals(name))
                .map(s -> s.ref())
                .findFirst();
    }
}
