package dev.thruway.engine.guest;

import dev.thruway.guest.Bytes;
import dev.thruway.guest.Command;
import dev.thruway.guest.Elevation;
import dev.thruway.guest.ExecResult;
import dev.thruway.guest.GuestClient;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A guest with the right to become root in it.
public record GuestShell(GuestClient client, Elevation root) {

    private static final int FILE_LIMIT = 4 << 20;

    ExecResult run(String program, String... arguments) {
        return client.run(Command.of(program, arguments).keeping(FILE_LIMIT));
    }

    ExecResult run(List<String> argv) {
        return client.run(Command.of(argv).keeping(FILE_LIMIT));
    }

    ExecResult asRoot(Duration within, String program, String... arguments) {
        return client.run(
                Command.of(program, arguments).as(root).within(within).keeping(FILE_LIMIT));
    }

    ExecResult asRoot(Command command) {
        return client.run(command.as(root));
    }

    /// What the program printed where it succeeded; empty where it failed or is not there.
    Optional<String> output(String program, String... arguments) {
        var result = run(program, arguments);
        return result.ok() ? Optional.of(result.stdoutText()) : Optional.empty();
    }

    Optional<String> file(String path) {
        return client.get(path, FILE_LIMIT, Elevation.NONE).map(Bytes::text);
    }

    Optional<String> rootFile(String path) {
        return client.get(path, FILE_LIMIT, root).map(Bytes::text);
    }

    void putAsRoot(String path, Bytes content, int mode) {
        client.put(path, content, mode, root);
    }
}
