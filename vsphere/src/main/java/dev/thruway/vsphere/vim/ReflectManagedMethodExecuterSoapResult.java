package dev.thruway.vsphere.vim;

import org.jspecify.annotations.Nullable;

/// What an esxcli command answered: XML in a string, or a fault.
public record ReflectManagedMethodExecuterSoapResult(
        @Nullable String response, @Nullable ReflectManagedMethodExecuterSoapFault fault) {}
