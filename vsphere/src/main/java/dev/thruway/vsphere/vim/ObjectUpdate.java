package dev.thruway.vsphere.vim;

import java.util.List;

/// What changed of one object.
public record ObjectUpdate(
        String kind,
        ManagedObjectReference obj,
        List<PropertyChange> changeSet,
        List<MissingProperty> missingSet) {
    public ObjectUpdate {
        changeSet = List.copyOf(changeSet);
        missingSet = List.copyOf(missingSet);
    }
}
