package dev.thruway.engine.mark;

/// What became of a lock that a run wants to go on holding.
public sealed interface Renewal {

    /// It is still the run's, and whoever waits for it can see that.
    record Ours() implements Renewal {}

    /// Somebody took it over.
    record TakenOver(Held by) implements Renewal {}

    /// It is not there.
    record Gone() implements Renewal {}
}
