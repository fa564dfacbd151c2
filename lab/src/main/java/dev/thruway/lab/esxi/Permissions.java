package dev.thruway.lab.esxi;

import dev.thruway.lab.esxi.wire.Value;
import dev.thruway.lab.world.Vcenter;
import java.util.Map;

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

    private Permissions() {}

    static boolean isGranted(Realm realm, String privilege) {
        return realm.vcenter().map(Vcenter::withheld).filter(w -> w.contains(privilege)).isEmpty();
    }

    /// Refuses a method whose privilege is withheld.
    static void require(Realm realm, Value.Ref object, String method) {
        var privilege = NEEDED.get(method);
        if (privilege != null && !isGranted(realm, privilege)) {
            throw new VimFault(
                    Value.data("NoPermission")
                            .set("object", object)
                            .set("privilegeId", privilege)
                            .build(),
                    "Permission to perform this operation was denied.");
        }
    }
}
