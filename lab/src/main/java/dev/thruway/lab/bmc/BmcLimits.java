package dev.thruway.lab.bmc;

import java.time.Duration;

/// What a management controller allows, all by the wall clock.
///
/// @param idle after which a session ends; iLO's `IdleConnectionTimeoutMinutes` is 30
/// @param sessions at one time; HPE publishes no number, this one is made up
/// @param failuresBeforeDelay wrong logins that are answered at once, `AuthFailuresBeforeDelay`
/// @param failureDelay before each further one, `AuthFailureDelayTimeSeconds`
public record BmcLimits(
        Duration idle, int sessions, int failuresBeforeDelay, Duration failureDelay) {

    /// As a captured iLO 6 has them.
    public static final BmcLimits DEFAULT =
            new BmcLimits(Duration.ofMinutes(30), 16, 1, Duration.ofSeconds(10));

    public BmcLimits {
        if (idle.isNegative() || sessions < 1 || failuresBeforeDelay < 0) {
            throw new IllegalArgumentException("limits of a BMC: " + idle + ", " + sessions);
        }
    }
}
