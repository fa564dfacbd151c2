package dev.thruway.engine;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The process of a run, by which it is told later whether the run still goes on.
///
/// @param pid on the computer that the run is on; 0 where it is not known
/// @param startedAt when it was started, which tells it from a later one of the same number
public record WorkingProcess(long pid, Optional<Instant> startedAt) {

    public static final WorkingProcess UNKNOWN = new WorkingProcess(0, Optional.empty());

    /// A wall clock that is set while a process runs moves its start too.
    private static final Duration SAME = Duration.ofMinutes(5);

    public static WorkingProcess current() {
        var process = ProcessHandle.current();
        return new WorkingProcess(process.pid(), process.info().startInstant());
    }

    /// What is not there, or not as this version writes it, is not known.
    public static WorkingProcess read(JsonNode node) {
        return new WorkingProcess(
                node.path("pid").asLong(0), instant(node.path("started").asString("")));
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    public void write(ObjectNode node) {
        node.put("pid", pid);
        startedAt.ifPresent(at -> node.put("started", at.toString()));
    }

    /// Whether it was known, and is not on this computer any more. Says nothing of another
    /// computer's processes.
    public boolean isGone() {
        return pid > 0 && !isAlive();
    }

    private boolean isAlive() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .map(process -> process.info().startInstant())
                .filter(this::isSame)
                .isPresent();
    }

    /// A start that is not known may be the same one.
    private boolean isSame(Optional<Instant> now) {
        return now.isEmpty()
                || startedAt.isEmpty()
                || Duration.between(startedAt.get(), now.get()).abs().compareTo(SAME) < 0;
    }
}
