package dev.thruway.vsphere.vim;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A file or folder of that name is there.
public record FileAlreadyExists(
        @Nullable LocalizedMethodFault faultCause,
        List<LocalizableMessage> faultMessage,
        @Nullable String file)
        implements MethodFault {
    public FileAlreadyExists {
        faultMessage = List.copyOf(faultMessage);
    }
}
