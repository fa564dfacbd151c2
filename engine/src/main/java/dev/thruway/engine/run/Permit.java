package dev.thruway.engine.run;

/// What must still hold whenever something is changed.
@FunctionalInterface
public interface Permit {

    /// What needs none.
    Permit NOT_NEEDED = () -> {};

    /// Throws [StepFailed] where it does not hold any more, and what a server says that could not
    /// be asked.
    void require();
}
