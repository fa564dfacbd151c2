package dev.thruway.lab.esxi;

import dev.thruway.lab.esxi.wire.Value;
import dev.thruway.lab.world.EsxHost;
import dev.thruway.lab.world.Vcenter;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The objects with which every client begins, and small managers that a host has.
final class ServiceObjects {

    /// Of the VMkernel's boot options those that a passthrough journey asks for. Hot-plug is on
    /// where nobody switched it off.
    private static final Map<String, Value> KERNEL_OPTIONS =
            Map.of("VMkernel.Boot.enablePCIEHotplug", Value.truth(true));

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

    static Value.Data about(Vcenter vcenter) {
        var identity = vcenter.identity();
        return Value.data("AboutInfo")
                .set("name", "VMware vCenter Server")
                .set(
                        "fullName",
                        "VMware vCenter Server %s build-%s"
                                .formatted(identity.version(), identity.build()))
                .set("vendor", "VMware, Inc.")
                .set("version", identity.version())
                .set("patchLevel", "00000")
                .set("build", identity.build())
                .set("localeVersion", "INTL")
                .set("localeBuild", "000")
                .set("osType", "linux-x64")
                .set("productLineId", "vpx")
                .set("apiType", "VirtualCenter")
                .set("apiVersion", identity.apiVersion())
                .set("instanceUuid", identity.instanceUuid())
                .set("licenseProductName", "VMware VirtualCenter Server")
                .set("licenseProductVersion", "8.0")
                .build();
    }

    static Value.Data content(Realm realm) {
        var refs = realm.refs();
        return Value.data("ServiceContent")
                .set("rootFolder", refs.the(Fixed.ROOT_FOLDER))
                .set("propertyCollector", refs.the(Fixed.PROPERTY_COLLECTOR))
                .set("viewManager", refs.the(Fixed.VIEW_MANAGER))
                .set("about", realm.about())
                .set("setting", refs.the(Fixed.SETTINGS))
                .set("sessionManager", refs.the(Fixed.SESSION_MANAGER))
                .set("authorizationManager", refs.the(Fixed.AUTHORIZATION))
                .set("eventManager", refs.the(Fixed.EVENT_MANAGER))
                .set("taskManager", refs.the(Fixed.TASK_MANAGER))
                .set("diagnosticManager", refs.the(Fixed.DIAGNOSTICS))
                .set("licenseManager", refs.the(Fixed.LICENSES))
                .set("searchIndex", refs.the(Fixed.SEARCH_INDEX))
                .set("fileManager", refs.the(Fixed.FILE_MANAGER))
                .set("virtualDiskManager", refs.the(Fixed.DISK_MANAGER))
                .set("guestOperationsManager", refs.the(Fixed.GUEST_OPERATIONS))
                .build();
    }

    static ManagedObject serviceInstance(Realm realm) {
        return new SimpleObject(
                Refs.SERVICE_INSTANCE,
                new Properties()
                        .set("content", () -> content(realm))
                        .set("serverClock", () -> Value.time(realm.timeline().now()))
                        .unset("capability")
                        .map(),
                Map.of(
                        "RetrieveServiceContent", call -> content(realm),
                        "CurrentTime", call -> Value.time(realm.timeline().now())));
    }

    /// Every session of the lab is the administrator's, who may do all that is not withheld.
    static ManagedObject authorization(Realm realm, String administrator) {
        var refs = realm.refs();
        var permission = new Permission(refs.the(Fixed.ROOT_FOLDER), administrator);
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
                refs.the(Fixed.AUTHORIZATION),
                new Properties()
                        .set("roleList", Value.array("AuthorizationRole", List.of(admin)))
                        .unset("privilegeList", "description")
                        .map(),
                Map.of(
                        "HasPrivilegeOnEntities",
                        call -> hasPrivileges(realm, call),
                        "RetrieveEntityPermissions",
                        call -> permission.on(call.arguments().ref("entity")),
                        "RetrieveAllPermissions",
                        call -> permission.on(Optional.of(permission.root()))));
    }

    /// One permission stands above all: the administrator's, on the root folder.
    private record Permission(Value.Ref root, String administrator) {

        Value on(Optional<Value.Ref> entity) {
            var all =
                    Value.data("Permission")
                            .set("entity", root)
                            .set("principal", administrator)
                            .set("group", false)
                            .set("roleId", -1)
                            .set("propagate", true)
                            .build();
            return Value.array(
                    "Permission",
                    entity.filter(root::equals).isPresent() ? List.of(all) : List.of());
        }
    }

    private static Value hasPrivileges(Realm realm, Call call) {
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
                                                                .map(id ->
                                                                        availability(
                                                                                realm,
                                                                                entity.asRef(),
                                                                                id))
                                                                .toList()))
                                        .build())
                        .toList());
    }

    private static Value.Data availability(Realm realm, Value.Ref entity, String privilege) {
        return Value.data("PrivilegeAvailability")
                .set("privId", privilege)
                .set("isGranted", Permissions.isGranted(realm, entity, privilege))
                .build();
    }

    /// The options of a host.
    static ManagedObject settings(Value.Ref ref) {
        return settings(ref, KERNEL_OPTIONS);
    }

    /// The options of a vCenter, or of what stands alone.
    static ManagedObject settings(Realm realm) {
        return settings(
                realm.refs().the(Fixed.SETTINGS),
                realm.vcenter()
                        .<Map<String, Value>>map(
                                v -> Map.of("VirtualCenter.FQDN", Value.text(v.identity().name())))
                        .orElse(KERNEL_OPTIONS));
    }

    private static ManagedObject settings(Value.Ref ref, Map<String, Value> options) {
        return new SimpleObject(
                ref,
                new Properties().unset("setting", "supportedOption").map(),
                Map.of(
                        "QueryOptions",
                        call -> options(options, call.arguments().value("name").orElse(""))));
    }

    /// The options of one name, or of all whose names begin with it and a dot.
    private static Value options(Map<String, Value> options, String name) {
        var found =
                options.entrySet().stream()
                        .filter(o ->
                                name.isEmpty()
                                        || o.getKey().equals(name)
                                        || o.getKey().startsWith(name))
                        .map(o ->
                                Value.data("OptionValue")
                                        .set("key", o.getKey())
                                        .set("value", o.getValue())
                                        .build())
                        .toList();
        if (found.isEmpty()) {
            throw VimFault.invalidName(name);
        }
        return Value.array("OptionValue", found);
    }

    /// The lab's host writes no logs of its own, only those of its VMs.
    static ManagedObject diagnostics(Refs refs) {
        return new SimpleObject(
                refs.the(Fixed.DIAGNOSTICS),
                Map.of(
                        "QueryDescriptions",
                        call -> Value.array("DiagnosticManagerLogDescriptor", List.of())));
    }
}
