package dev.thruway.vsphere.client;

/// Is told how far a task is, in percent, whenever the server says so.
@FunctionalInterface
public interface TaskProgress {

    TaskProgress NONE = _ -> {};

    void at(int percent);

    /// Called whenever nothing has been heard of the task for a while. What it throws ends the
    /// wait, not the task.
    default void quiet() {}
}
