package dev.thruway.vsphere.vim;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A fault that is only shown.
public record UnknownMethodFault(
        String typeName,
        @Nullable LocalizedMethodFault faultCause,
        List<LocalizableMessage> faultMessage)
        implements MethodFault {
    public UnknownMethodFault {
        faultMessage = List.copyOf(faultMessage);
    }
}
