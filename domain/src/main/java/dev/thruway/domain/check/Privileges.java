package dev.thruway.domain.check;

import java.util.List;

/// The privileges that the journey needs, as the vSphere API names them.
public final class Privileges {

    /// On the host: the passthrough toggle, maintenance mode and reboot.
    public static final List<String> ON_HOST =
            List.of("Host.Config.PciPassthru", "Host.Config.Maintenance");

    /// On the host's first accessible datastore by name, which holds the lock and the notes of what
    /// was there before.
    public static final List<String> ON_DATASTORE =
            List.of("Datastore.Browse", "Datastore.FileManagement");

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
