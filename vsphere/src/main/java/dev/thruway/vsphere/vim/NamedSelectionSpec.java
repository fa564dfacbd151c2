package dev.thruway.vsphere.vim;

/// Refers to a traversal that is described elsewhere in the same filter. On the wire this is the
/// base type itself, `SelectionSpec`.
public record NamedSelectionSpec(String name) implements SelectionSpec {}
