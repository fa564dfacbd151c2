package dev.thruway.vsphere.client;

/// Is told how far a task is, in percent, whenever the server says so.
@FunctionalInterface
public interface TaskProgress {

    TaskProgress NONE = _ -> {};

    void at(int percent);
}
