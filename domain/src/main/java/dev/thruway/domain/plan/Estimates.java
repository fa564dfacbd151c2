package dev.thruway.domain.plan;

import java.time.Duration;

/// How long interruptions take, roughly, for the plan's reader. Waits have limits of their own.
final class Estimates {

    /// A two-socket server's power-on self test plus ESXi's start. One captured DL380a Gen11 noted
    /// 114 s for the first part alone; with memory training after a change it is much more.
    static final Duration HOST_REBOOT = Duration.ofMinutes(15);

    static final Duration VM_RESTART = Duration.ofMinutes(3);

    static final Duration GUEST_REBOOT = Duration.ofMinutes(2);

    private Estimates() {}
}
