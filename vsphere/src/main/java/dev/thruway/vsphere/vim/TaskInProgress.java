package dev.thruway.vsphere.vim;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Another task is running on the object.
public record TaskInProgress(
        @Nullable LocalizedMethodFault faultCause,
        List<LocalizableMessage> faultMessage,
        @Nullable ManagedObjectReference task)
        implements MethodFault {
    public TaskInProgress {
        faultMessage = List.copyOf(faultMessage);
    }
}
