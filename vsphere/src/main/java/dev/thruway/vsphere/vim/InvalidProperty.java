package dev.thruway.vsphere.vim;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The type has no such property.
public record InvalidProperty(
        @Nullable LocalizedMethodFault faultCause,
        List<LocalizableMessage> faultMessage,
        @Nullable String name)
        implements MethodFault {
    public InvalidProperty {
        faultMessage = List.copyOf(faultMessage);
    }
}
