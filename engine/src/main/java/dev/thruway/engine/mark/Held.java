package dev.thruway.engine.mark;

/// A lock that somebody else holds.
///
/// @param who user and computer; `?` where it does not say
/// @param since when it was taken; `?` where it does not say
/// @param folder what is removed to free it, as `[datastore] path`
public record Held(String who, String since, String folder) {}
