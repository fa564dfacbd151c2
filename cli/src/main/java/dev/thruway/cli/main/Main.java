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
        System.exit(run(surroundings(), args));
    }

    /// Those of this process.
    static Surroundings surroundings() {
        var environment = System.getenv();
        return new Surroundings(
                environment,
                Path.of("").toAbsolutePath(),
                Path.of(System.getProperty("user.home")),
                System.in,
                System.out,
                System.err,
                Terminal.detect(System.getProperty(TERMINAL_PROPERTY, ""), environment));
    }

    /// One run, which a signal interrupts; answers the exit code.
    static int run(Surroundings surroundings, String... args) {
        var thruway = new Thruway(surroundings, Registry.entries());
        return Interruption.ends(() -> thruway.run(args));
    }
}
