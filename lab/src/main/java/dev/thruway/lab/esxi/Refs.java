package dev.thruway.lab.esxi;

import dev.thruway.lab.esxi.wire.Value.Ref;
import dev.thruway.lab.world.Datastore;
import dev.thruway.lab.world.Subject;
import dev.thruway.lab.world.VirtualMachine;

/// The names of the objects of a standalone host, as hostd names them.
final class Refs {

    static final Ref SERVICE_INSTANCE = new Ref("ServiceInstance", "ServiceInstance");
    static final Ref ROOT_FOLDER = new Ref("Folder", "ha-folder-root");
    static final Ref DATACENTER = new Ref("Datacenter", "ha-datacenter");
    static final Ref VM_FOLDER = new Ref("Folder", "ha-folder-vm");
    static final Ref HOST_FOLDER = new Ref("Folder", "ha-folder-host");
    static final Ref DATASTORE_FOLDER = new Ref("Folder", "ha-folder-datastore");
    static final Ref NETWORK_FOLDER = new Ref("Folder", "ha-folder-network");
    static final Ref COMPUTE_RESOURCE = new Ref("ComputeResource", "ha-compute-res");
    static final Ref ROOT_POOL = new Ref("ResourcePool", "ha-root-pool");
    static final Ref HOST = new Ref("HostSystem", "ha-host");
    static final Ref ENVIRONMENT = new Ref("EnvironmentBrowser", "ha-env-browser");
    static final Ref PROPERTY_COLLECTOR = new Ref("PropertyCollector", "ha-property-collector");
    static final Ref VIEW_MANAGER = new Ref("ViewManager", "ViewManager");
    static final Ref SESSION_MANAGER = new Ref("SessionManager", "ha-sessionmgr");
    static final Ref AUTHORIZATION = new Ref("AuthorizationManager", "ha-authmgr");
    static final Ref EVENT_MANAGER = new Ref("EventManager", "ha-eventmgr");
    static final Ref TASK_MANAGER = new Ref("TaskManager", "ha-taskmgr");
    static final Ref SEARCH_INDEX = new Ref("SearchIndex", "ha-searchindex");
    static final Ref FILE_MANAGER = new Ref("FileManager", "ha-nfc-file-manager");
    static final Ref DISK_MANAGER = new Ref("VirtualDiskManager", "ha-vdiskmanager");
    static final Ref SETTINGS = new Ref("OptionManager", "HostAgentSettings");
    static final Ref DIAGNOSTICS = new Ref("DiagnosticManager", "ha-diagnosticmgr");
    static final Ref LICENSES = new Ref("LicenseManager", "ha-license-manager");
    static final Ref PASSTHRU_SYSTEM = new Ref("HostPciPassthruSystem", "ha-pcipassthrusystem");
    static final Ref NETWORK_SYSTEM = new Ref("HostNetworkSystem", "networkSystem");
    static final Ref STORAGE_SYSTEM = new Ref("HostStorageSystem", "storageSystem");
    static final Ref DATASTORE_SYSTEM = new Ref("HostDatastoreSystem", "ha-datastoresystem");
    static final Ref NETWORK = new Ref("Network", "HaNetwork-VM Network");
    static final Ref METHOD_EXECUTER =
            new Ref("ManagedMethodExecuter", "ha-managed-method-executer");
    static final Ref DYNAMIC_TYPES = new Ref("DynamicTypeManager", "ha-dynamic-type-manager");

    private Refs() {}

    static Ref of(VirtualMachine vm) {
        return new Ref("VirtualMachine", vm.id());
    }

    static Ref of(Subject subject) {
        return new Ref(subject.type(), subject.id());
    }

    static Ref of(Datastore datastore) {
        return new Ref("Datastore", datastore.uuid());
    }

    static Ref browser(Datastore datastore) {
        return new Ref("HostDatastoreBrowser", "ha-host-datastorebrowser-" + datastore.uuid());
    }

    static Ref task(String key) {
        return new Ref("Task", key);
    }
}
