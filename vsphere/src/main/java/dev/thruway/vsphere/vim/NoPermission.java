package dev.thruway.vsphere.vim;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The account lacks a privilege on the object.
public record NoPermission(
        @Nullable LocalizedMethodFault faultCause,
        List<LocalizableMessage> faultMessage,
        @Nullable ManagedObjectReference object,
        @Nullable String privilegeId)
        implements MethodFault {
    public NoPermission {
        faultMessage = List.copyOf(faultMessage);
    }
}
