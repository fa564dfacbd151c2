package dev.thruway.domain.spec;

import dev.thruway.domain.spec.Permission.Answer;
import java.util.Optional;

/// The part of a policy that a `policy:` section states.
public record PolicyOverride(
        Optional<Permission> hostReboot,
        Optional<Answer> vmPowerOff,
        Optional<Answer> biosChange,
        Optional<Answer> firmware) {

    /// States nothing.
    public static final PolicyOverride NONE =
            new PolicyOverride(
                    Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
}
