package dev.thruway.engine.mark;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Who takes a lock: a person at a computer, and the process that works for them.
///
/// @param who user and computer, such as `tanaka@admin-pc`
/// @param pid the process on that computer; 0 where it is not known
/// @param startedAt when it was started, which tells it from a later one of the same number
record Claim(String who, long pid, Optional<Instant> startedAt) {

    /// A wall clock that is set while a process runs moves its start too.
    private static final Duration SAME = Duration.ofMinutes(5);

    /// The computer that could not find out its own name.
    private static final String NAMELESS = "@?";

    static Claim ofThisProcess(String who) {
        var process = ProcessHandle.current();
        return new Claim(who, process.pid(), process.info().startInstant());
    }

    /// Whether what this claims is free for another: it was the same person at the same computer,
    /// where its process can be looked for, and is not there any more.
    boolean yieldsTo(Claim other) {
        return who.equals(other.who) && !who.endsWith(NAMELESS) && pid > 0 && !alive();
    }

    private boolean alive() {
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

    /// What is not there, or not as this version writes it, is not known.
    static Claim read(JsonNode node) {
        return new Claim(
                node.path("who").asString("?"),
                node.path("pid").asLong(0),
                HostMarks.instant(node.path("started").asString("")));
    }

    void write(ObjectNode node) {
        node.put("who", who);
        node.put("pid", pid);
        startedAt.ifPresent(at -> node.put("started", at.toString()));
    }
}
