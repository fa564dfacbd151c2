package dev.thruway.lab.guest.shell;

import dev.thruway.lab.guest.fs.User;
import java.util.Map;

/// What a process has from the one that started it.
///
/// @param directory the working directory, a normal path
/// @param terminal whether a person's terminal is at the other end
public record ProcessContext(
        User user,
        String directory,
        Map<String, String> environment,
        Streams streams,
        boolean terminal) {

    public ProcessContext {
        environment = Map.copyOf(environment);
    }

    public ProcessContext with(Streams other) {
        return new ProcessContext(user, directory, environment, other, terminal);
    }

    public ProcessContext with(Map<String, String> other) {
        return new ProcessContext(user, directory, other, streams, terminal);
    }

    public ProcessContext as(User other) {
        return new ProcessContext(other, directory, environment, streams, terminal);
    }

    public ProcessContext in(String other) {
        return new ProcessContext(user, other, environment, streams, terminal);
    }
}
