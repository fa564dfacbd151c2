package dev.thruway.vsphere.vim;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// There is no such file.
public record FileNotFound(
        @Nullable LocalizedMethodFault faultCause,
        List<LocalizableMessage> faultMessage,
        @Nullable String file)
        implements MethodFault {
    public FileNotFound {
        faultMessage = List.copyOf(faultMessage);
    }
}
