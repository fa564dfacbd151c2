package dev.thruway.vsphere.vim;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a reconfiguration changes; what is null stays. With `changeVersion` it applies only where
/// nobody changed the VM in between.
public record VirtualMachineConfigSpec(
        @Nullable String changeVersion,
        @Nullable String version,
        List<VirtualDeviceConfigSpec> deviceChange,
        @Nullable ResourceAllocationInfo memoryAllocation,
        List<OptionValue> extraConfig,
        @Nullable VirtualMachineBootOptions bootOptions,
        @Nullable String firmware,
        @Nullable Boolean memoryReservationLockedToMax) {
    public VirtualMachineConfigSpec {
        deviceChange = List.copyOf(deviceChange);
        extraConfig = List.copyOf(extraConfig);
    }
}
