package dev.thruway.vsphere.vim;

/// The extension that manages a VM.
public record ManagedByInfo(String extensionKey, String type) {}
