package dev.thruway.vsphere.vim;

/// A cluster's settings.
public record ClusterConfigInfoEx(ClusterDasConfigInfo dasConfig, ClusterDrsConfigInfo drsConfig) {}
