package dev.thruway.vsphere.vim;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The VM is not in the power state that this needs.
public record InvalidPowerState(
        @Nullable LocalizedMethodFault faultCause,
        List<LocalizableMessage> faultMessage,
        @Nullable VirtualMachinePowerState requestedState,
        @Nullable VirtualMachinePowerState existingState)
        implements MethodFault {
    public InvalidPowerState {
        faultMessage = List.copyOf(faultMessage);
    }
}
