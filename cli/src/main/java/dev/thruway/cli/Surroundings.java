package dev.thruway.cli;

import dev.thruway.cli.terminal.Terminal;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;

/// The process around a run: what a test replaces.
///
/// @param home the user's home folder, which `~` means
public record Surroundings(
        Map<String, String> environment,
        Path workingDirectory,
        Path home,
        InputStream stdin,
        PrintStream stdout,
        PrintStream stderr,
        Terminal terminal) {

    public Surroundings {
        environment = Map.copyOf(environment);
    }
}
