package dev.thruway.vsphere.vim;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where to start, and how to go on from there.
public record ObjectSpec(
        ManagedObjectReference obj, @Nullable Boolean skip, List<SelectionSpec> selectSet) {
    public ObjectSpec {
        selectSet = List.copyOf(selectSet);
    }
}
