package dev.thruway.interop;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/// Other people's programs on this machine. A test whose peer is missing is skipped, or fails where
/// `THRUWAY_INTEROP` says `required`.
public final class Peers {

    private Peers() {}

    /// Where a program is; ends the test where it is not installed.
    public static Path program(String name) {
        var found = find(name);
        if (found.isEmpty()) {
            missing(name + " is not installed");
        }
        return found.orElseThrow();
    }

    /// Ends the test: skipped, or failed where interop is required.
    public static void missing(String what) {
        if ("required".equals(System.getenv("THRUWAY_INTEROP"))) {
            Assertions.fail(what + ", and THRUWAY_INTEROP=required");
        }
        Assumptions.abort(what);
    }

    private static Optional<Path> find(String name) {
        var path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.concat(
                        Arrays.stream(path.split(":")),
                        List.of("/usr/sbin", "/usr/bin", "/usr/local/bin").stream())
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
