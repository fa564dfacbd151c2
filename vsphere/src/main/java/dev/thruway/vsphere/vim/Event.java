package dev.thruway.vsphere.vim;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Something that happened. Its type is kept by name: messages decide nothing, and there are
/// hundreds.
public record Event(
        String typeName,
        Integer key,
        Instant createdTime,
        @Nullable String userName,
        @Nullable String fullFormattedMessage) {}
