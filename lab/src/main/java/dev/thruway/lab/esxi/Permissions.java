package dev.thruway.lab.esxi;

import dev.thruway.lab.esxi.wire.DataBuilder;
import dev.thruway.lab.esxi.wire.Value;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// What the lab's login may do: all, but the privileges that a vCenter withholds from it.
final class Permissions {

    private static final String POWER_ON = "VirtualMachine.Interact.PowerOn";
    private static final String POWER_OFF = "VirtualMachine.Interact.PowerOff";
    private static final String MAINTENANCE = "Host.Config.Maintenance";

    /// By method the privilege that the vSphere Web Services API reference names for it. That DRS
    /// asks for no more to apply a placement is what it says of migrations alone.
    private static final Map<String, String> NEEDED =
            Map.of(
                    "PowerOnMultiVM_Task", POWER_ON,
                    "PowerOnVM_Task", POWER_ON,
                    "ApplyRecommendation", POWER_ON,
                    "PowerOffVM_Task", POWER_OFF,
                    "ShutdownGuest", POWER_OFF,
                    "EnterMaintenanceMode_Task", MAINTENANCE,
                    "ExitMaintenanceMode_Task", MAINTENANCE,
                    "RebootHost_Task", MAINTENANCE,
                    "UpdatePassthruConfig", "Host.Config.PciPassthru",
                    "UpgradeVM_Task", "VirtualMachine.Config.UpgradeVirtualHardware");

    private static final String READ = "System.Read";
    private static final String DENIED = "Permission to perform this operation was denied.";
    private static final Set<String> ALWAYS_SHOWN = Set.of("Folder", "Datacenter");

    /// What the API reference of `ManagedEntity` asks System.View alone for.
    private static final Set<String> NEEDS_VIEW_ALONE = Set.of("name", "parent");

    private Permissions() {}

    static boolean isGranted(Realm realm, Value.Ref object, String privilege) {
        return realm.vcenter().stream()
                .flatMap(vcenter -> vcenter.withheld().stream())
                .filter(w -> w.privilege().equals(privilege))
                .noneMatch(w -> w.of().isEmpty() || isOneOf(realm, object, w.of()));
    }

    private static boolean isOneOf(Realm realm, Value.Ref object, Set<String> names) {
        var refs = realm.refs();
        return realm.vcenter().stream()
                .flatMap(vcenter -> vcenter.hosts().stream())
                .flatMap(host ->
                        Stream.concat(
                                Stream.of(host)
                                        .filter(h -> names.contains(h.server().name()))
                                        .map(refs::of),
                                host.vms().stream()
                                        .filter(vm -> names.contains(vm.config().name()))
                                        .map(refs::of)))
                .anyMatch(object::equals);
    }

    /// Whether an object is shown at all. That folders and datacenters always are is ours: somebody
    /// who sees a part of an inventory sees the way to it.
    static boolean isShown(Realm realm, Value.Ref object) {
        return !Kinds.extendsOrIs(object.kind(), "ManagedEntity")
                || ALWAYS_SHOWN.contains(object.kind())
                || isGranted(realm, object, "System.View");
    }

    /// Whether the value at a path is shown of an object that is.
    static boolean isReadable(Realm realm, Value.Ref object, String path) {
        return !Kinds.extendsOrIs(object.kind(), "ManagedEntity")
                || NEEDS_VIEW_ALONE.contains(path)
                || isGranted(realm, object, READ);
    }

    /// In place of a value that is not readable.
    static Value.Data unreadable(Value.Ref object, String path) {
        return Value.data("MissingProperty")
                .set("path", path)
                .set(
                        "fault",
                        Value.data("LocalizedMethodFault")
                                .set("fault", noPermission(object, READ).buildNamed())
                                .set("localizedMessage", DENIED)
                                .build())
                .build();
    }

    private static DataBuilder noPermission(Value.Ref object, String privilege) {
        return Value.data("NoPermission").set("object", object).set("privilegeId", privilege);
    }

    /// Refuses a method whose privilege is withheld.
    static void require(Realm realm, Value.Ref object, String method) {
        var privilege = NEEDED.get(method);
        if (privilege != null && !isGranted(realm, object, privilege)) {
            throw new VimFault(noPermission(object, privilege).build(), DENIED);
        }
    }
}
