package dev.thruway.lab.esxi;

import dev.thruway.lab.esxi.wire.Value.Ref;

/// The objects of which each host has one. In a vCenter their names end in the host's number, as a
/// recorded vCenter 8.0.3 has them.
enum HostPart {
    PASSTHRU_SYSTEM("HostPciPassthruSystem", "ha-pcipassthrusystem", "pciPassthruSystem"),
    NETWORK_SYSTEM("HostNetworkSystem", "networkSystem", "networkSystem"),
    STORAGE_SYSTEM("HostStorageSystem", "storageSystem", "storageSystem"),
    DATASTORE_SYSTEM("HostDatastoreSystem", "ha-datastoresystem", "datastoreSystem"),
    OPTIONS("OptionManager", "ha-adv-options", "EsxHostAdvSettings"),
    METHOD_EXECUTER("ManagedMethodExecuter", "ha-managed-method-executer", "ManagedMethodExecuter"),
    DYNAMIC_TYPES("DynamicTypeManager", "ha-dynamic-type-manager", "DynamicTypeManager");

    private final String kind;
    private final String idOnHost;
    private final String stem;

    HostPart(String kind, String idOnHost, String stem) {
        this.kind = kind;
        this.idOnHost = idOnHost;
        this.stem = stem;
    }

    Ref onHost() {
        return new Ref(kind, idOnHost);
    }

    Ref onVcenter(int number) {
        return new Ref(kind, stem + "-" + number);
    }
}
