package dev.thruway.lab.guest.os;

/// What the guest can do to its virtual machine.
public interface Power {

    /// Goes down in order and boots again with the same hardware; returns at once.
    void reboot();

    /// Goes down in order and switches itself off; returns at once.
    void off();
}
