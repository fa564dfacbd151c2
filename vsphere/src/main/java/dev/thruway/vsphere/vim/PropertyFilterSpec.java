package dev.thruway.vsphere.vim;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which properties of which objects.
public record PropertyFilterSpec(
        List<PropertySpec> propSet,
        List<ObjectSpec> objectSet,
        @Nullable Boolean reportMissingObjectsInResults) {
    public PropertyFilterSpec {
        propSet = List.copyOf(propSet);
        objectSet = List.copyOf(objectSet);
    }
}
