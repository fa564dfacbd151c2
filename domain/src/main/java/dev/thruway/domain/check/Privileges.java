package dev.thruway.domain.check;

import dev.thruway.domain.check.Privilege.For;
import dev.thruway.domain.check.Privilege.On;
import java.util.List;

/// The privileges that the journey needs, as the vSphere API names them (pyvmomi's tables give the
/// privilege of each method). Whether vCenter counts a passthrough device as a raw one is not
/// documented: both privileges for devices are asked for.
///
/// Datacenter.PowerOnMultiVM_Task checks VirtualMachine.Interact.PowerOn on each VM, and
/// ClusterComputeResource.ApplyRecommendation checks Resource.ApplyRecommendation for migrations
/// (vSphere Web Services API reference, both calls). Whether they check more is not verified: of
/// both the reference says "dynamic". A cluster's configuration and its hosts are read with
/// System.Read, its environmentBrowser with System.View.
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
                            "VirtualMachine.Config.UpgradeVirtualHardware", On.VM, For.UPGRADING),
                    new Privilege("Resource.ApplyRecommendation", On.CLUSTER, For.PLACING));

    private Privileges() {}

    /// What `apply` cannot do without, on objects of one kind.
    public static List<String> required(On on) {
        return ALL.stream()
                .filter(p -> p.on() == on && isAlwaysNeeded(p.purpose()))
                .map(Privilege::id)
                .toList();
    }

    /// What `apply` needs on a VM, beside the others, where its virtual hardware is too old.
    public static List<String> upgrading() {
        return ALL.stream().filter(p -> p.purpose() == For.UPGRADING).map(Privilege::id).toList();
    }

    private static boolean isAlwaysNeeded(For purpose) {
        return switch (purpose) {
            case LOOKING, CHANGING -> true;
            case UPGRADING, PLACING -> false;
        };
    }
}
