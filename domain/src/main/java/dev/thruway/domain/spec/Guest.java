package dev.thruway.domain.spec;

/// The operating system inside a VM: how to get in, and which driver it shall run.
public record Guest(GuestAccess access, Driver driver) {}
