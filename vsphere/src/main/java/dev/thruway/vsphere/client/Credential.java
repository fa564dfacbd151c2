package dev.thruway.vsphere.client;

/// Who logs in.
public record Credential(String username, Secret password) {}
