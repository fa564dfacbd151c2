package dev.thruway.vsphere.vim;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Somebody else changed the object since it was read.
public record ConcurrentAccess(
        @Nullable LocalizedMethodFault faultCause, List<LocalizableMessage> faultMessage)
        implements MethodFault {
    public ConcurrentAccess {
        faultMessage = List.copyOf(faultMessage);
    }
}
