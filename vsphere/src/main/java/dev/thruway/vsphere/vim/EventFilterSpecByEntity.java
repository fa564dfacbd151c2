package dev.thruway.vsphere.vim;

/// Events of one object.
public record EventFilterSpecByEntity(ManagedObjectReference entity, String recursion) {}
