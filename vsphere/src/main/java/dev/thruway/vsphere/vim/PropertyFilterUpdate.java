package dev.thruway.vsphere.vim;

import java.util.List;

/// What changed under one filter.
public record PropertyFilterUpdate(
        ManagedObjectReference filter,
        List<ObjectUpdate> objectSet,
        List<MissingObject> missingSet) {
    public PropertyFilterUpdate {
        objectSet = List.copyOf(objectSet);
        missingSet = List.copyOf(missingSet);
    }
}
