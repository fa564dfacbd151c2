package dev.thruway.lab.world;

/// What a task or an event is about: the vim type, the id on its host, and the name at that time.
public record Subject(String type, String id, String name) {}
