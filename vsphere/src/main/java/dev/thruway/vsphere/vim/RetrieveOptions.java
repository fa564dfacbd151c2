package dev.thruway.vsphere.vim;

import org.jspecify.annotations.Nullable;

/// How many objects a page holds at most.
public record RetrieveOptions(@Nullable Integer maxObjects) {}
