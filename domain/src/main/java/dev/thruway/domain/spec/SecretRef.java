package dev.thruway.domain.spec;

import java.nio.file.Path;
import java.util.List;

/// Where a secret is kept. Never the secret itself: a file that is committed by mistake gives
/// nothing away.
public sealed interface SecretRef {

    /// The value of an environment variable.
    record Env(String variable) implements SecretRef {

        public Env {
            if (!variable.matches("[A-Za-z_][A-Za-z0-9_]*")) {
                throw new IllegalArgumentException("not the name of an environment variable");
            }
        }
    }

    /// The content of a file, without the line end that closes it.
    record File(Path path) implements SecretRef {}

    /// What a program prints, without the line end that closes it.
    ///
    /// @param argv the program and its arguments, run as they are
    /// @param directory where it is run: the folder of the file that names it
    record Command(List<String> argv, Path directory) implements SecretRef {

        public Command {
            argv = List.copyOf(argv);
            if (argv.isEmpty() || argv.getFirst().isBlank()) {
                throw new IllegalArgumentException("a command without a program");
            }
        }
    }
}
