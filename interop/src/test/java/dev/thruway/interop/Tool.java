package dev.thruway.interop;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Runs somebody else's program to its end.
public final class Tool {

    private Tool() {}

    /// How it ended, and what it wrote to both of its streams.
    public record Run(int exit, String output) {}

    /// Runs a program; one that takes too long is killed, and fails the test.
    public static Run run(
            List<String> command, Map<String, String> environment, Path folder, Duration atMost)
            throws IOException, InterruptedException {
        var output = Files.createTempFile("tool", ".out");
        try {
            var builder =
                    new ProcessBuilder(command)
                            .directory(folder.toFile())
                            .redirectErrorStream(true)
                            .redirectInput(
                                    ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                            .redirectOutput(output.toFile());
            builder.environment().putAll(environment);
            var process = builder.start();
            if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(command.getFirst() + " took longer than " + atMost);
            }
            return new Run(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
        } finally {
            Files.deleteIfExists(output);
        }
    }
}
