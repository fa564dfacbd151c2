package dev.thruway.engine.mark;

import dev.thruway.engine.WorkingProcess;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Who takes a lock: a person at a computer, and the process that works for them.
///
/// @param who user and computer, such as `tanaka@admin-pc`
public record Claim(String who, WorkingProcess process) {

    /// Computers that could not find out their own name, or have that of many.
    private static final Set<String> NAMELESS = Set.of("?", "localhost", "localhost.localdomain");

    static Claim ofThisProcess(String who) {
        return new Claim(who, WorkingProcess.current());
    }

    /// Whether what this claims is free for another: it was the same person at the same computer,
    /// where its process can be looked for, and is not there any more.
    boolean yieldsTo(Claim other) {
        return isFrom(other.who) && process.isGone();
    }

    /// Whether its process can be looked for here, and is there.
    boolean isHere(String where) {
        return isFrom(where) && process.pid() > 0 && !process.isGone();
    }

    private boolean isFrom(String where) {
        return who.equals(where) && !NAMELESS.contains(who.substring(who.lastIndexOf('@') + 1));
    }

    /// What is not there, or not as this version writes it, is not known.
    static Claim read(JsonNode node) {
        return new Claim(node.path("who").asString("?"), WorkingProcess.read(node));
    }

    void write(ObjectNode node) {
        node.put("who", who);
        process.write(node);
    }
}
