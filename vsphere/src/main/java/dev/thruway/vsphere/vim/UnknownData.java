package dev.thruway.vsphere.vim;

/// A value of a type that is not modelled; its content was skipped.
public record UnknownData(String typeName) {}
