package dev.thruway.vsphere.vim;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A VM cannot be configured like this; says which property, where the server does.
public record InvalidVmConfig(
        @Nullable LocalizedMethodFault faultCause,
        List<LocalizableMessage> faultMessage,
        @Nullable String property)
        implements MethodFault {
    public InvalidVmConfig {
        faultMessage = List.copyOf(faultMessage);
    }
}
