package dev.thruway.domain.check;

import dev.thruway.domain.check.Privilege.For;
import dev.thruway.domain.check.Privilege.On;
import java.util.List;

/// The privileges that the journey needs, as the vSphere API names them (pyvmomi's tables give the
/// privilege of each method). Whether vCenter counts a passthrough device as a raw one is not
/// documented: both privileges for devices are asked for.
public final class Privileges {

    /// All of them, in the order of the journey.
    public static final List<Privilege> ALL =
            List.of(
                    new Privilege("System.Anonymous", On.EVERYTHING, For.LOOKING),
                    new Privilege("System.View", On.EVERYTHING, For.LOOKING),
                    new Privilege("System.Read", On.EVERYTHING, For.LOOKING),
                    new Privilege("Datastore.Browse", On.DATASTORE, For.LOOKING),
                    new Privilege("Datastore.FileManagement", On.DATASTORE, For.CHANGING),
                    new Privilege("Host.Config.PciPassthru", On.HOST, For.CHANGING),
                    new Privilege("Host.Config.Maintenance", On.HOST, For.CHANGING),
                    new Privilege("VirtualMachine.Config.AddRemoveDevice", On.VM, For.CHANGING),
                    new Privilege("VirtualMachine.Config.RawDevice", On.VM, For.CHANGING),
                    new Privilege("VirtualMachine.Config.Resource", On.VM, For.CHANGING),
                    new Privilege("VirtualMachine.Config.Memory", On.VM, For.CHANGING),
                    new Privilege("VirtualMachine.Config.AdvancedConfig", On.VM, For.CHANGING),
                    new Privilege("VirtualMachine.Config.Settings", On.VM, For.CHANGING),
                    new Privilege("VirtualMachine.Interact.PowerOn", On.VM, For.CHANGING),
                    new Privilege("VirtualMachine.Interact.PowerOff", On.VM, For.CHANGING),
                    new Privilege(
                            "VirtualMachine.Config.UpgradeVirtualHardware", On.VM, For.UPGRADING));

    private Privileges() {}

    /// What `apply` cannot do without, on objects of one kind.
    public static List<String> required(On on) {
        return ALL.stream()
                .filter(p -> p.on() == on && p.purpose() != For.UPGRADING)
                .map(Privilege::id)
                .toList();
    }
}
