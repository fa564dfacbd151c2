package dev.thruway.guest;

import java.util.Optional;

/// As whom a program runs.
public sealed interface Elevation {

    Elevation NONE = new None();

    /// As the account that logged in.
    record None() implements Elevation {}

    /// As root by sudo. Without a password sudo is told not to ask (`-n`); with one it reads it
    /// from its standard input (`-S`), never from an argument or a file.
    record Sudo(Optional<Secret> password) implements Elevation {}

    static Elevation sudo() {
        return new Sudo(Optional.empty());
    }

    static Elevation sudo(Secret password) {
        return new Sudo(Optional.of(password));
    }
}
