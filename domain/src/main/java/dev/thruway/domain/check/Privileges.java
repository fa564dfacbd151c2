package dev.thruway.domain.check;

import java.util.List;

/// The privileges that the journey needs, as the vSphere API names them.
public final class Privileges {

    /// On the host: the passthrough toggle, maintenance mode and reboot, a second look at its PCI
    /// functions.
    public static final List<String> ON_HOST =
            List.of("Host.Config.PciPassthru", "Host.Config.Maintenance", "Host.Config.Settings");

    /// On each VM: its devices, memory, advanced keys and boot options, and its power.
    public static final List<String> ON_VM =
            List.of(
                    "VirtualMachine.Config.AddRemoveDevice",
                    "VirtualMachine.Config.RawDevice",
                    "VirtualMachine.Config.Resource",
                    "VirtualMachine.Config.Memory",
                    "VirtualMachine.Config.AdvancedConfig",
                    "VirtualMachine.Config.Settings",
                    "VirtualMachine.Interact.PowerOn",
                    "VirtualMachine.Interact.PowerOff");

    private Privileges() {}
}
