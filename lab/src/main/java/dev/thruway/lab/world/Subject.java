package dev.thruway.lab.world;

/// What a task or an event is about, and its name at that time.
public record Subject(Entity entity, String name) {}
