package dev.thruway.vsphere.vim;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The host refused a configuration, in its own words.
public record PlatformConfigFault(
        @Nullable LocalizedMethodFault faultCause,
        List<LocalizableMessage> faultMessage,
        @Nullable String text)
        implements MethodFault {
    public PlatformConfigFault {
        faultMessage = List.copyOf(faultMessage);
    }
}
