package dev.thruway.vsphere.vim;

import org.jspecify.annotations.Nullable;

/// A fault with its sentence in the language of the session.
public record LocalizedMethodFault(
        @Nullable MethodFault fault, @Nullable String localizedMessage) {}
