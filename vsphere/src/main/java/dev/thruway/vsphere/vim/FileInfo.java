package dev.thruway.vsphere.vim;

/// A file or a folder of a datastore, whatever its kind.
///
/// @param path its name in its folder
public record FileInfo(String path) {}
