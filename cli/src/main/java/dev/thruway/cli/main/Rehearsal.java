package dev.thruway.cli.main;

import dev.thruway.cli.Surroundings;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A run of commands whose output nobody sees: the JVM learns from it which classes a start needs,
/// and keeps them in its ahead-of-time cache.
///
/// Short commands contact nothing and write nothing; those that connect look at a lab, which
/// another process serves meanwhile, so that its classes are not learned. A command that fails does
/// no harm.
final class Rehearsal {

    private static final List<String> SHORT =
            List.of(
                    "",
                    "--help",
                    "--lang ja --help",
                    "validate",
                    "mmio H100-80GB L4x2",
                    "mmio H100-80GB -o json",
                    "catalog L40S",
                    "completion bash");

    private static final List<String> CONNECTING = List.of("gpus", "check", "plan", "status");

    private Rehearsal() {}

    /// @param args what is rehearsed: `connecting`, or else short commands
    public static void main(String[] args) throws IOException {
        if (List.of(args).contains("connecting")) {
            try (var lab = LabProcess.start()) {
                run(
                        lab.environment(),
                        CONNECTING.stream()
                                .map(command -> List.of(command, "-f", lab.file().toString()))
                                .toList());
            }
        } else {
            run(Map.of(), SHORT.stream().map(Rehearsal::words).toList());
        }
        // As Main ends: an exit loads classes of its own.
        System.exit(0);
    }

    private static List<String> words(String line) {
        return line.isEmpty() ? List.of() : List.of(line.split(" "));
    }

    private static void run(Map<String, String> environment, List<List<String>> lines) {
        var nowhere =
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        var folder = Path.of("").toAbsolutePath();
        var terminal = Main.surroundings().terminal();
        var surroundings =
                new Surroundings(
                        environment,
                        folder,
                        folder,
                        InputStream.nullInputStream(),
                        nowhere,
                        nowhere,
                        terminal);
        for (var line : lines) {
            Main.run(surroundings, line.toArray(String[]::new));
        }
    }
}
