package dev.thruway.lab.esxi;

import dev.thruway.lab.esxi.wire.Value.Ref;

/// The objects of which a server has one each, under the names that hostd and vpxd give them.
enum Fixed {
    ROOT_FOLDER("Folder", "ha-folder-root", "group-d1"),
    PROPERTY_COLLECTOR("PropertyCollector", "ha-property-collector", "propertyCollector"),
    VIEW_MANAGER("ViewManager", "ViewManager", "ViewManager"),
    SESSION_MANAGER("SessionManager", "ha-sessionmgr", "SessionManager"),
    AUTHORIZATION("AuthorizationManager", "ha-authmgr", "AuthorizationManager"),
    EVENT_MANAGER("EventManager", "ha-eventmgr", "EventManager"),
    TASK_MANAGER("TaskManager", "ha-taskmgr", "TaskManager"),
    SEARCH_INDEX("SearchIndex", "ha-searchindex", "SearchIndex"),
    FILE_MANAGER("FileManager", "ha-nfc-file-manager", "FileManager"),
    DISK_MANAGER("VirtualDiskManager", "ha-vdiskmanager", "virtualDiskManager"),
    SETTINGS("OptionManager", "HostAgentSettings", "VpxSettings"),
    DIAGNOSTICS("DiagnosticManager", "ha-diagnosticmgr", "DiagMgr"),
    LICENSES("LicenseManager", "ha-license-manager", "LicenseManager"),
    LICENSE_ASSIGNMENTS(
            "LicenseAssignmentManager",
            "ha-license-assignment-manager",
            "LicenseAssignmentManager"),
    GUEST_OPERATIONS(
            "GuestOperationsManager", "ha-guest-operations-manager", "guestOperationsManager"),
    GUEST_LOGINS("GuestAuthManager", "ha-guest-auth-manager", "guestOperationsAuthManager"),
    GUEST_FILES("GuestFileManager", "ha-guest-file-manager", "guestOperationsFileManager"),
    GUEST_PROCESSES(
            "GuestProcessManager", "ha-guest-process-manager", "guestOperationsProcessManager");

    private final String kind;
    private final String idOnHost;
    private final String idOnVcenter;

    Fixed(String kind, String idOnHost, String idOnVcenter) {
        this.kind = kind;
        this.idOnHost = idOnHost;
        this.idOnVcenter = idOnVcenter;
    }

    Ref onHost() {
        return new Ref(kind, idOnHost);
    }

    Ref onVcenter() {
        return new Ref(kind, idOnVcenter);
    }
}
