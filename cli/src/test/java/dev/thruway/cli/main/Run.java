package dev.thruway.cli.main;

import dev.thruway.cli.Surroundings;
import dev.thruway.cli.terminal.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/// One run of the command line in this process, as a script sees it.
public record Run(int code, String out, String err) {

    public static Run of(String... args) {
        return in(Path.of("."), Map.of(), "", args);
    }

    public static Run in(
            Path folder, Map<String, String> environment, String stdin, String... args) {
        return on(Terminal.NONE, folder, environment, stdin, args);
    }

    /// As [#in], before the eyes of a person.
    public static Run on(
            Terminal terminal,
            Path folder,
            Map<String, String> environment,
            String stdin,
            String... args) {
        var typed = new ByteArrayInputStream(stdin.getBytes(StandardCharsets.UTF_8));
        return on(terminal, folder, environment, typed, args);
    }

    /// As [#on], with a person who does something before they answer.
    public static Run on(
            Terminal terminal,
            Path folder,
            Map<String, String> environment,
            InputStream stdin,
            String... args) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var surroundings =
                new Surroundings(
                        environment,
                        folder.toAbsolutePath(),
                        folder.toAbsolutePath(),
                        stdin,
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        terminal);
        int code = new Thruway(surroundings, Registry.entries()).run(args);
        return new Run(
                code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
