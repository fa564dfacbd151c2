package dev.thruway.domain.spec;

import dev.thruway.domain.spec.Permission.Answer;

/// What Thruway may do without asking.
///
/// Only the host's reboot knows a window.
public record Policy(Permission hostReboot, Answer vmPowerOff, Answer biosChange, Answer firmware) {

    /// What holds where the file says nothing: interruptions are asked for, and what may leave a
    /// server unbootable does not happen.
    public static final Policy DEFAULT =
            new Policy(Answer.ASK, Answer.ASK, Answer.NEVER, Answer.NEVER);

    /// This policy, with what a server states in place of what it says.
    public Policy overriddenBy(PolicyOverride own) {
        return new Policy(
                own.hostReboot().orElse(hostReboot),
                own.vmPowerOff().orElse(vmPowerOff),
                own.biosChange().orElse(biosChange),
                own.firmware().orElse(firmware));
    }
}
