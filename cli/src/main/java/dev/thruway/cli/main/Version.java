package dev.thruway.cli.main;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// The version of Thruway, written by the build.
final class Version {

    private Version() {}

    static String number() {
        try (var resource = Version.class.getResourceAsStream("version.txt")) {
            if (resource == null) {
                throw new IllegalStateException("no version.txt beside " + Version.class);
            }
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// As `--version` prints it.
    static String[] lines() {
        return new String[] {"thruway " + number() + " (Java " + Runtime.version() + ")"};
    }
}
