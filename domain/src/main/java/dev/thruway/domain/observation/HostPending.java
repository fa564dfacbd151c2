package dev.thruway.domain.observation;

import java.time.Instant;

/// Work on a host that was begun and not finished: a maintenance mode that Thruway entered.
///
/// @param bootTime the host's boot time before its reboot: another one now proves the reboot
/// @param who who began it
public record HostPending(Instant bootTime, String who, Instant since) {}
