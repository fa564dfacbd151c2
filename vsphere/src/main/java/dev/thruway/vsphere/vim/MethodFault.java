package dev.thruway.vsphere.vim;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Why the server said no. Only faults that are decided on have a type of their own.
public sealed interface MethodFault
        permits ConcurrentAccess,
                FileAlreadyExists,
                FileNotFound,
                InvalidArgument,
                InvalidLogin,
                InvalidPowerState,
                InvalidProperty,
                InvalidVmConfig,
                ManagedObjectNotFound,
                NoCompatibleHost,
                NoPermission,
                NotAuthenticated,
                NotFound,
                PlatformConfigFault,
                RestrictedVersion,
                TaskInProgress,
                UnknownMethodFault {

    /// What led to it, where the server says so.
    @Nullable LocalizedMethodFault faultCause();

    /// The lines behind a general message such as "Module 'DevicePowerOn' power on failed."
    List<LocalizableMessage> faultMessage();

    /// The name of its type on the wire.
    default String typeName() {
        return getClass().getSimpleName();
    }
}
