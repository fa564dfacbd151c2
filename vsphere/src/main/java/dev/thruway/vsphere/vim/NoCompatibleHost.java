package dev.thruway.vsphere.vim;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// DRS found no host that can run the VM.
///
/// @param host those that it looked at
/// @param error why not, one for each of them
public record NoCompatibleHost(
        @Nullable LocalizedMethodFault faultCause,
        List<LocalizableMessage> faultMessage,
        List<ManagedObjectReference> host,
        List<LocalizedMethodFault> error)
        implements MethodFault {
    public NoCompatibleHost {
        faultMessage = List.copyOf(faultMessage);
        host = List.copyOf(host);
        error = List.copyOf(error);
    }
}
