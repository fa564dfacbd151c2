package dev.thruway.cli.main;

import dev.thruway.cli.Surroundings;
import dev.thruway.cli.terminal.Terminal;
import java.nio.file.Path;

/// Where the process starts and ends.
public final class Main {

    /// Set by the launcher; see [Terminal#detect].
    private static final String TERMINAL_PROPERTY = "thruway.terminal";

    private Main() {}

    public static void main(String[] args) {
        var environment = System.getenv();
        var surroundings =
                new Surroundings(
                        environment,
                        Path.of("").toAbsolutePath(),
                        Path.of(System.getProperty("user.home")),
                        System.in,
                        System.out,
                        System.err,
                        Terminal.detect(System.getProperty(TERMINAL_PROPERTY, ""), environment));
        var thruway = new Thruway(surroundings, Registry.entries());
        System.exit(Interruption.ends(() -> thruway.run(args)));
    }
}
