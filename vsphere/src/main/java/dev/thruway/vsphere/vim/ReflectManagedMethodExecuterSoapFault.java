package dev.thruway.vsphere.vim;

import org.jspecify.annotations.Nullable;

/// Why an esxcli command failed.
public record ReflectManagedMethodExecuterSoapFault(
        @Nullable String faultMsg, @Nullable String faultDetail) {}
