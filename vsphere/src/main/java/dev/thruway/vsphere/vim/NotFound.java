package dev.thruway.vsphere.vim;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What was named is not there.
public record NotFound(
        @Nullable LocalizedMethodFault faultCause, List<LocalizableMessage> faultMessage)
        implements MethodFault {
    public NotFound {
        faultMessage = List.copyOf(faultMessage);
    }
}
