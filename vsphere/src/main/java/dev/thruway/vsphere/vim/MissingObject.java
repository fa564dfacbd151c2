package dev.thruway.vsphere.vim;

/// An object that a filter names and that could not be read, and why.
public record MissingObject(ManagedObjectReference obj, LocalizedMethodFault fault) {}
