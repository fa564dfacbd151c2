package dev.thruway.domain.spec;

/// Whether Thruway may do something that interrupts or changes a machine.
public sealed interface Permission {

    /// An answer that holds at any time.
    enum Answer implements Permission {
        /// A person is asked for it by name.
        ASK,
        ALLOW,
        NEVER
    }

    /// Allowed while the window is open, and waited for otherwise.
    record During(RebootWindow window) implements Permission {}
}
