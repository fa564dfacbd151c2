package dev.thruway.domain.plan;

/// What a person must have agreed to before a step may run.
public enum Approval {
    /// The plan as a whole.
    PLAN,
    /// That this VM is shut down.
    VM_POWER_OFF,
    /// That this host is rebooted.
    HOST_REBOOT
}
