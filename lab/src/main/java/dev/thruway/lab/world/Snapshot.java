package dev.thruway.lab.world;

import java.time.Instant;

/// A snapshot of a VM. They stand in a line, each below the one before.
///
/// @param number unique in its VM, from 1
/// @param power whether the VM ran when it was taken
public record Snapshot(
        int number, String name, String description, Instant created, PowerState power) {}
