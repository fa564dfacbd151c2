package dev.thruway.vsphere.vim;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Wrong user name or password.
public record InvalidLogin(
        @Nullable LocalizedMethodFault faultCause, List<LocalizableMessage> faultMessage)
        implements MethodFault {
    public InvalidLogin {
        faultMessage = List.copyOf(faultMessage);
    }
}
