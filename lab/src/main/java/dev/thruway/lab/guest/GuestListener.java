package dev.thruway.lab.guest;

/// Hears what a guest does. Called on the guest's own threads, in order; must not block.
public interface GuestListener {

    /// Booted: services and tools answer.
    default void up() {}

    /// Services stopped answering: a shutdown or reboot began, or the power went.
    default void down() {}

    /// The guest switched itself off: `poweroff` from inside, or after an ACPI request.
    default void halted() {}
}
