package dev.thruway.cli.main;

import dev.thruway.cli.Surroundings;
import java.nio.file.Path;
import java.util.Optional;

/// Where Thruway keeps what it remembers on this computer (XDG Base Directory Specification 0.8).
final class StateFolder {

    private StateFolder() {}

    /// A variable with a relative path counts as none, as the specification says.
    static Path of(Surroundings around) {
        return Optional.ofNullable(around.environment().get("XDG_STATE_HOME"))
                .filter(p -> p.startsWith("/"))
                .map(Path::of)
                .orElse(around.home().resolve(".local/state"))
                .resolve("thruway");
    }
}
