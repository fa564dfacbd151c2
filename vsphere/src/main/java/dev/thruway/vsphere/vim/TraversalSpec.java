package dev.thruway.vsphere.vim;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// From an object along one of its references.
public record TraversalSpec(
        @Nullable String name,
        String type,
        String path,
        @Nullable Boolean skip,
        List<SelectionSpec> selectSet)
        implements SelectionSpec {
    public TraversalSpec {
        selectSet = List.copyOf(selectSet);
    }
}
