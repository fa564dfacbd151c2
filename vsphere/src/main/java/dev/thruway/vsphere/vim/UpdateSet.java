package dev.thruway.vsphere.vim;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What changed since a version.
public record UpdateSet(
        String version, List<PropertyFilterUpdate> filterSet, @Nullable Boolean truncated) {
    public UpdateSet {
        filterSet = List.copyOf(filterSet);
    }
}
