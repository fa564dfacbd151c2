package dev.thruway.vsphere.vim;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The licence does not allow it: free ESXi answers this to every change.
public record RestrictedVersion(
        @Nullable LocalizedMethodFault faultCause, List<LocalizableMessage> faultMessage)
        implements MethodFault {
    public RestrictedVersion {
        faultMessage = List.copyOf(faultMessage);
    }
}
