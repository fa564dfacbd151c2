package dev.thruway.vsphere.vim;

import java.util.List;

/// What was read of one object, and what could not be read of it.
public record ObjectContent(
        ManagedObjectReference obj,
        List<DynamicProperty> propSet,
        List<MissingProperty> missingSet) {
    public ObjectContent {
        propSet = List.copyOf(propSet);
        missingSet = List.copyOf(missingSet);
    }
}
