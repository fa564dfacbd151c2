package dev.thruway.engine.mark;

import dev.thruway.engine.WorkingProcess;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Who takes a lock: a person at a computer, and the process that works for them.
///
/// @param who user and computer, such as `tanaka@admin-pc`
record Claim(String who, WorkingProcess process) {

    /// The computer that could not find out its own name.
    private static final String NAMELESS = "@?";

    static Claim ofThisProcess(String who) {
        return new Claim(who, WorkingProcess.current());
    }

    /// Whether what this claims is free for another: it was the same person at the same computer,
    /// where its process can be looked for, and is not there any more.
    boolean yieldsTo(Claim other) {
        return who.equals(other.who) && !who.endsWith(NAMELESS) && process.isGone();
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
