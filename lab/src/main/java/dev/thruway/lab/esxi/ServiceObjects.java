package dev.thruway.lab.esxi;

import dev.thruway.lab.esxi.wire.Value;
import dev.thruway.lab.world.EsxHost;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The objects with which every client begins, and small managers that a host has.
final class ServiceObjects {

    /// Of the VMkernel's boot options those that a passthrough journey asks for. Hot-plug is on
    /// where nobody switched it off.
    private static final Map<String, Boolean> KERNEL_OPTIONS =
            Map.of("VMkernel.Boot.enablePCIEHotplug", true);

    private ServiceObjects() {}

    static Value.Data about(EsxHost host) {
        var product = host.product();
        return Value.data("AboutInfo")
                .set("name", "VMware ESXi")
                .set(
                        "fullName",
                        "VMware ESXi %s build-%s".formatted(product.version(), product.build()))
                .set("vendor", "VMware, Inc.")
                .set("version", product.version())
                .set("patchLevel", "0.0")
                .set("build", product.build())
                .set("localeVersion", "INTL")
                .set("localeBuild", "000")
                .set("osType", "vmnix-x86")
                .set("productLineId", "embeddedEsx")
                .set("apiType", "HostAgent")
                .set("apiVersion", product.apiVersion())
                .set("licenseProductName", "VMware ESX Server")
                .set("licenseProductVersion", "8.0")
                .build();
    }

    static Value.Data content(EsxHost host) {
        return Value.data("ServiceContent")
                .set("rootFolder", Refs.ROOT_FOLDER)
                .set("propertyCollector", Refs.PROPERTY_COLLECTOR)
                .set("viewManager", Refs.VIEW_MANAGER)
                .set("about", about(host))
                .set("setting", Refs.SETTINGS)
                .set("sessionManager", Refs.SESSION_MANAGER)
                .set("authorizationManager", Refs.AUTHORIZATION)
                .set("eventManager", Refs.EVENT_MANAGER)
                .set("taskManager", Refs.TASK_MANAGER)
                .set("diagnosticManager", Refs.DIAGNOSTICS)
                .set("licenseManager", Refs.LICENSES)
                .set("searchIndex", Refs.SEARCH_INDEX)
                .set("fileManager", Refs.FILE_MANAGER)
                .set("virtualDiskManager", Refs.DISK_MANAGER)
                .set("guestOperationsManager", GuestOperations.ref())
                .build();
    }

    static ManagedObject serviceInstance(EsxHost host) {
        return new SimpleObject(
                Refs.SERVICE_INSTANCE,
                new Properties()
                        .set("content", () -> content(host))
                        .set("serverClock", () -> Value.time(host.timeline().now()))
                        .unset("capability")
                        .map(),
                Map.of(
                        "RetrieveServiceContent", call -> content(host),
                        "CurrentTime", call -> Value.time(host.timeline().now())));
    }

    /// Every session of the lab is root's, and root may do all.
    static ManagedObject authorization() {
        var admin =
                Value.data("AuthorizationRole")
                        .set("roleId", -1)
                        .set("system", true)
                        .set("name", "Admin")
                        .set(
                                "info",
                                Value.data("Description")
                                        .set("label", "Administrator")
                                        .set("summary", "Full access rights")
                                        .build())
                        .build();
        return new SimpleObject(
                Refs.AUTHORIZATION,
                new Properties()
                        .set("roleList", Value.array("AuthorizationRole", List.of(admin)))
                        .unset("privilegeList", "description")
                        .map(),
                Map.of(
                        "HasPrivilegeOnEntities",
                        ServiceObjects::hasPrivileges,
                        "RetrieveEntityPermissions",
                        call -> permissions(call.arguments().ref("entity")),
                        "RetrieveAllPermissions",
                        call -> permissions(Optional.of(Refs.ROOT_FOLDER))));
    }

    /// One permission stands above all: root's, on the root folder.
    private static Value permissions(Optional<Value.Ref> entity) {
        var root =
                Value.data("Permission")
                        .set("entity", Refs.ROOT_FOLDER)
                        .set("principal", "root")
                        .set("group", false)
                        .set("roleId", -1)
                        .set("propagate", true)
                        .build();
        return Value.array(
                "Permission",
                entity.filter(Refs.ROOT_FOLDER::equals).isPresent() ? List.of(root) : List.of());
    }

    private static Value hasPrivileges(Call call) {
        var wanted = call.arguments().values("privId");
        var entities = call.arguments().children("entity");
        return Value.array(
                "EntityPrivilege",
                entities.stream()
                        .map(entity ->
                                Value.data("EntityPrivilege")
                                        .set("entity", entity.asRef())
                                        .set(
                                                "privAvailability",
                                                Value.array(
                                                        "PrivilegeAvailability",
                                                        wanted.stream()
                                                                .map(ServiceObjects::granted)
                                                                .toList()))
                                        .build())
                        .toList());
    }

    private static Value.Data granted(String privilege) {
        return Value.data("PrivilegeAvailability")
                .set("privId", privilege)
                .set("isGranted", true)
                .build();
    }

    static ManagedObject settings() {
        return new SimpleObject(
                Refs.SETTINGS,
                new Properties().unset("setting", "supportedOption").map(),
                Map.of("QueryOptions", call -> options(call.arguments().value("name").orElse(""))));
    }

    /// The options of one name, or of all whose names begin with it and a dot.
    private static Value options(String name) {
        var found =
                KERNEL_OPTIONS.entrySet().stream()
                        .filter(o ->
                                name.isEmpty()
                                        || o.getKey().equals(name)
                                        || o.getKey().startsWith(name))
                        .map(o ->
                                Value.data("OptionValue")
                                        .set("key", o.getKey())
                                        .set("value", Value.truth(o.getValue()))
                                        .build())
                        .toList();
        if (found.isEmpty()) {
            throw VimFault.invalidName(name);
        }
        return Value.array("OptionValue", found);
    }

    /// The lab's host writes no logs of its own, only those of its VMs.
    static ManagedObject diagnostics() {
        return new SimpleObject(
                Refs.DIAGNOSTICS,
                Map.of(
                        "QueryDescriptions",
                        call -> Value.array("DiagnosticManagerLogDescriptor", List.of())));
    }

    /// Free ESXi is the edition esxBasic, by which VMware's own scripts know it.
    static ManagedObject licenses(EsxHost host) {
        var edition =
                switch (host.identity().licence()) {
                    case EVALUATION -> "eval";
                    case FREE -> "esxBasic";
                };
        var name =
                switch (host.identity().licence()) {
                    case EVALUATION -> "Evaluation Mode";
                    case FREE -> "VMware vSphere 8 Hypervisor";
                };
        var license =
                Value.data("LicenseManagerLicenseInfo")
                        .set("licenseKey", "00000-00000-00000-00000-00000")
                        .set("editionKey", edition)
                        .set("name", name)
                        .set("total", 0)
                        .set("costUnit", "")
                        .build();
        return new SimpleObject(
                Refs.LICENSES,
                new Properties()
                        .set("licenses", Value.array("LicenseManagerLicenseInfo", List.of(license)))
                        .set("licensedEdition", Value.text(edition))
                        .unset(
                                "evaluation",
                                "diagnostics",
                                "featureInfo",
                                "licenseAssignmentManager")
                        .map(),
                Map.of());
    }
}
