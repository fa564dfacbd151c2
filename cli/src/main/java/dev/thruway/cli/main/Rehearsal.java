package dev.thruway.cli.main;

import dev.thruway.cli.Surroundings;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A run of short commands whose output nobody sees: the JVM learns from it which classes a start
/// needs, and keeps them in its ahead-of-time cache.
///
/// Contacts nothing and writes nothing; a command that fails does no harm.
final class Rehearsal {

    private static final List<String> LINES =
            List.of(
                    "",
                    "--help",
                    "--lang ja --help",
                    "validate",
                    "mmio H100-80GB L4x2",
                    "mmio H100-80GB -o json",
                    "catalog L40S",
                    "completion bash");

    private Rehearsal() {}

    public static void main(String[] args) {
        var nowhere =
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        var folder = Path.of("").toAbsolutePath();
        var terminal = Main.surroundings().terminal();
        var surroundings =
                new Surroundings(
                        Map.of(),
                        folder,
                        folder,
                        InputStream.nullInputStream(),
                        nowhere,
                        nowhere,
                        terminal);
        for (var line : LINES) {
            var words = line.isEmpty() ? new String[0] : line.split(" ");
            Main.run(surroundings, words);
        }
        // As Main ends: an exit loads classes of its own.
        System.exit(0);
    }
}
