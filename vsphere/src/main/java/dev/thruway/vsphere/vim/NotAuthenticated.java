package dev.thruway.vsphere.vim;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Nobody is logged in, or the session has ended. A kind of NoPermission.
public record NotAuthenticated(
        @Nullable LocalizedMethodFault faultCause,
        List<LocalizableMessage> faultMessage,
        @Nullable ManagedObjectReference object,
        @Nullable String privilegeId)
        implements MethodFault {
    public NotAuthenticated {
        faultMessage = List.copyOf(faultMessage);
    }
}
