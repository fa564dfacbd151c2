package dev.thruway.lab.esxi;

import dev.thruway.lab.esxi.wire.Value;
import dev.thruway.lab.world.Datastore;
import dev.thruway.lab.world.EsxHost;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// `Datastore`.
record DatastoreObject(Realm realm, Datastore datastore) implements ManagedObject {

    /// 64 TiB, VMFS's limit.
    private static final long MAX_FILE = 70_368_744_177_664L;

    @Override
    public Value.Ref ref() {
        return realm.refs().of(datastore);
    }

    private String url() {
        return "/vmfs/volumes/" + datastore.uuid();
    }

    /// Thin disks: a tenth is in use.
    private long free() {
        return datastore.capacity() / 10 * 9;
    }

    @Override
    public Map<String, Supplier<Value>> properties() {
        return Properties.ofEntity(
                        datastore::name,
                        Optional.of(
                                realm.refs()
                                        .folder(
                                                realm.datacenterOf(datastore),
                                                DatacenterFolder.DATASTORE)),
                        List::of)
                .set("summary", this::summary)
                .set("info", this::info)
                .set("browser", realm.refs().browser(datastore))
                .set("vm", this::vms)
                .set("host", this::mounts)
                .set("capability", DatastoreObject::capability)
                .unset("iormConfiguration")
                .map();
    }

    /// What is no host's own hangs on the network.
    private boolean shared() {
        return realm.hosts().stream()
                .noneMatch(h -> h.ownDatastore().equals(Optional.of(datastore)));
    }

    /// A shared one of a vSAN cluster's hosts is their vSAN.
    private String type() {
        if (!shared()) {
            return "VMFS";
        }
        return realm.hostsOf(datastore).stream().allMatch(EsxHost::inVsan) ? "vsan" : "NFS";
    }

    private Value summary() {
        return Value.data("DatastoreSummary")
                .set("datastore", ref())
                .set("name", datastore.name())
                .set("url", url())
                .set("capacity", datastore.capacity())
                .set("freeSpace", free())
                .set("accessible", true)
                .set("multipleHostAccess", realm.vcenter().isPresent() && shared())
                .set("type", type())
                .set("maintenanceMode", "normal")
                .build();
    }

    /// Of a VMFS 6.
    private static Value capability() {
        return Value.data("DatastoreCapability")
                .set("directoryHierarchySupported", true)
                .set("rawDiskMappingsSupported", true)
                .set("perFileThinProvisioningSupported", true)
                .set("storageIORMSupported", false)
                .set("nativeSnapshotSupported", false)
                .set("topLevelDirectoryCreateSupported", true)
                .set("seSparseSupported", true)
                .set("vmfsSparseSupported", false)
                .set("vsanSparseSupported", false)
                .build();
    }

    private Value info() {
        return Value.data(shared() ? "NasDatastoreInfo" : "VmfsDatastoreInfo")
                .set("name", datastore.name())
                .set("url", url())
                .set("freeSpace", free())
                .set("maxFileSize", MAX_FILE)
                .set("maxMemoryFileSize", MAX_FILE)
                .set("maxPhysicalRDMFileSize", MAX_FILE)
                .set("maxVirtualRDMFileSize", MAX_FILE)
                .build();
    }

    private Value mounts() {
        return Value.array(
                "DatastoreHostMount", realm.hostsOf(datastore).stream().map(this::mount).toList());
    }

    private Value vms() {
        return Value.refs(realm.vmsOn(datastore).stream().map(realm.refs()::of).toList());
    }

    private Value.Data mount(EsxHost host) {
        return Value.data("DatastoreHostMount")
                .set("key", realm.refs().of(host))
                .set(
                        "mountInfo",
                        Value.data("HostMountInfo")
                                .set("path", url())
                                .set("accessMode", "readWrite")
                                .set("mounted", true)
                                .set("accessible", true)
                                .build())
                .build();
    }

    @Override
    public Map<String, Method> methods() {
        return Map.of();
    }
}
