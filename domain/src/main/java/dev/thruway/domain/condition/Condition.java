package dev.thruway.domain.condition;

import dev.thruway.domain.text.Phrase;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// One fact of the journey about one target.
///
/// @param message what was found, as a phrase whose key ends in the reason: `condition.vm-off`
/// @param evidence what was read to decide it, for people and machines, by name
public record Condition(
        ConditionId id,
        Target target,
        Status status,
        Phrase message,
        SortedMap<String, String> evidence) {

    /// Whether it holds.
    public enum Status {
        TRUE("true"),
        FALSE("false"),
        UNKNOWN("unknown");

        private final String word;

        Status(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    public Condition {
        evidence = Collections.unmodifiableSortedMap(new TreeMap<>(evidence));
    }

    /// The stable code of why the status is what it is, such as `passthrough-off`.
    public String reason() {
        return message.key().substring(message.key().indexOf('.') + 1);
    }

    public boolean holds() {
        return status == Status.TRUE;
    }

    public static Condition yes(
            ConditionId id, Target target, Phrase message, Map<String, String> evidence) {
        return new Condition(id, target, Status.TRUE, message, new TreeMap<>(evidence));
    }

    public static Condition no(
            ConditionId id, Target target, Phrase message, Map<String, String> evidence) {
        return new Condition(id, target, Status.FALSE, message, new TreeMap<>(evidence));
    }

    public static Condition unknown(ConditionId id, Target target, Phrase message) {
        return new Condition(id, target, Status.UNKNOWN, message, new TreeMap<>());
    }
}
