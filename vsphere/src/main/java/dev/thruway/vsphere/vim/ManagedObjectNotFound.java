package dev.thruway.vsphere.vim;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The object is gone, or never was.
public record ManagedObjectNotFound(
        @Nullable LocalizedMethodFault faultCause,
        List<LocalizableMessage> faultMessage,
        @Nullable ManagedObjectReference obj)
        implements MethodFault {
    public ManagedObjectNotFound {
        faultMessage = List.copyOf(faultMessage);
    }
}
