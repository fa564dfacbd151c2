package dev.thruway.vsphere.vim;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// An argument is not valid; says which, where the server does.
public record InvalidArgument(
        @Nullable LocalizedMethodFault faultCause,
        List<LocalizableMessage> faultMessage,
        @Nullable String invalidProperty)
        implements MethodFault {
    public InvalidArgument {
        faultMessage = List.copyOf(faultMessage);
    }
}
