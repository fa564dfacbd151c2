package dev.thruway.vsphere.vim;

/// What DRS does by itself.
public enum DrsBehavior {
    manual,
    partiallyAutomated,
    fullyAutomated,
    /// A value that this client does not know.
    UNRECOGNIZED;
}
