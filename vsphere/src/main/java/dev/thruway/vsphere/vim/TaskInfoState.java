package dev.thruway.vsphere.vim;

/// How far a task is.
public enum TaskInfoState {
    queued,
    running,
    success,
    error,
    /// A value that this client does not know.
    UNRECOGNIZED;
}
