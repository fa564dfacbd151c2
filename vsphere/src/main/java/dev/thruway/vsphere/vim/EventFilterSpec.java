package dev.thruway.vsphere.vim;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which events.
public record EventFilterSpec(
        @Nullable EventFilterSpecByEntity entity,
        @Nullable EventFilterSpecByTime time,
        List<String> eventTypeId,
        @Nullable Integer maxCount) {
    public EventFilterSpec {
        eventTypeId = List.copyOf(eventTypeId);
    }
}
