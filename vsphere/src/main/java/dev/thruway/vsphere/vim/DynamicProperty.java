package dev.thruway.vsphere.vim;

/// A property and its value.
public record DynamicProperty(String name, Object val) {}
