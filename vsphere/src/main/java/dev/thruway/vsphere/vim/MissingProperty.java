package dev.thruway.vsphere.vim;

/// A property that could not be read, and why.
public record MissingProperty(String path, LocalizedMethodFault fault) {}
