package dev.thruway.engine.run;

import dev.thruway.domain.text.Phrase;

/// How a step ended.
public sealed interface StepResult {

    Phrase message();

    /// Confirmed by reading the world.
    record Done(Phrase message, Need need) implements StepResult {}

    /// A person has to do or allow something first.
    record Waiting(Phrase message) implements StepResult {}

    /// A step before it did not get done, so this one was not tried.
    record Blocked(Phrase message) implements StepResult {}

    /// The world said no. Trying again without a change is no use.
    record Failed(Explanation explanation) implements StepResult {
        @Override
        public Phrase message() {
            return explanation.cause();
        }
    }

    /// We could not find out. The next run looks again.
    record Unknown(Phrase message) implements StepResult {}

    /// Whether anything had to be done at all.
    enum Need {
        ACTED,
        ALREADY_SO
    }

    /// The word of CONTRACT.md for this state.
    default String word() {
        return switch (this) {
            case Done _ -> "done";
            case Waiting _ -> "waiting";
            case Blocked _ -> "blocked";
            case Failed _ -> "failed";
            case Unknown _ -> "unknown";
        };
    }
}
