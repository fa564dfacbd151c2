package dev.thruway.domain.plan;

import dev.thruway.domain.condition.Target;
import dev.thruway.domain.text.Phrase;
import java.util.List;
import java.util.Optional;

/// One effect on the world, as it is shown to a person before it happens.
///
/// @param id the same in plan, apply and journal, and the same again when the plan is made anew
/// @param what what is done
/// @param why the condition that makes it necessary, in the words of what was found
/// @param path what is changed, by the field's own name, such as `config.firmware`
/// @param before the value now; empty where there is none
/// @param after the value wanted; empty where it is removed
/// @param undo how it is taken back, or that it cannot be
/// @param reversal whether `undo` restores it
public record Step(
        String id,
        Action action,
        Target target,
        Phrase what,
        Phrase why,
        String path,
        Optional<String> before,
        Optional<String> after,
        List<Interrupt> interrupts,
        Reversal reversal,
        Phrase undo,
        Approval approval) {

    /// Whether a step can be taken back.
    public enum Reversal {
        BY_UNDO,
        IRREVERSIBLE
    }

    public Step {
        interrupts = List.copyOf(interrupts);
        if (id.isBlank()) {
            throw new IllegalArgumentException("a step without id: " + action);
        }
    }

    /// The stable code of why, such as `passthrough-off`.
    public String reason() {
        return why.key().substring(why.key().indexOf('.') + 1);
    }
}
