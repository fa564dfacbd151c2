package dev.thruway.vsphere.vim;

import org.jspecify.annotations.Nullable;

/// How to get from an object to others.
public sealed interface SelectionSpec permits NamedSelectionSpec, TraversalSpec {

    /// The name by which other specs refer to this one.
    @Nullable String name();
}
