package dev.thruway.cli.main;

import java.util.Optional;

/// `--lang`, found before the other arguments are read, as their help and errors depend on it.
final class LanguageOption {

    private static final String NAME = "--lang";

    private LanguageOption() {}

    /// What follows the last `--lang`; empty where there is none.
    static Optional<String> in(String... args) {
        Optional<String> found = Optional.empty();
        for (int i = 0; i < args.length && !args[i].equals("--"); i++) {
            if (args[i].equals(NAME) && i + 1 < args.length) {
                found = Optional.of(args[i + 1]);
            } else if (args[i].startsWith(NAME + "=")) {
                found = Optional.of(args[i].substring(NAME.length() + 1));
            }
        }
        return found;
    }
}
