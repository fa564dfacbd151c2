package dev.thruway.vsphere.client;

import dev.thruway.vsphere.vim.LocalizedMethodFault;
import java.util.Optional;

/// A property that was asked for: there, not set, or not readable. The last two are never mixed up.
public sealed interface PropertyValue<T> {

    /// It has this value.
    record Set<T>(T value) implements PropertyValue<T> {}

    /// The object has no value for it.
    record Unset<T>() implements PropertyValue<T> {}

    /// The server did not let us read it.
    record Unread<T>(LocalizedMethodFault fault) implements PropertyValue<T> {}

    /// The value, empty where there is none or it could not be read.
    default Optional<T> found() {
        return switch (this) {
            case Set<T>(T value) -> Optional.of(value);
            case Unset<T> _, Unread<T> _ -> Optional.empty();
        };
    }
}
