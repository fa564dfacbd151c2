package dev.thruway.engine.run;

import dev.thruway.domain.text.Phrase;
import java.time.Duration;

/// One change of the world, as the runner carries it out: look, act once, look until it is so.
public interface Effect {

    /// Reads the world. Changes nothing. Where it throws [StepFailed], that could not be read.
    Look look();

    /// Asks for the change. Called at most once a run, and only after a look that said it is
    /// needed; whether it worked is told by the next look. Throws [StepFailed] where the world said
    /// no, [AnswerLost] where it was not heard, and what a server says that could not be asked for
    /// the permit: nothing was changed then.
    void act();

    /// How long the world may take after the act.
    Duration limit();

    /// How long it is worth looking for a change whose answer was lost: it was begun then, or it
    /// never will be. A host that reboots after all is found by the next run.
    default Duration limitWhenLost() {
        var longest = Duration.ofMinutes(10);
        return limit().compareTo(longest) < 0 ? limit() : longest;
    }

    /// What a look found.
    sealed interface Look {

        /// It is as wanted.
        record Settled(Phrase message) implements Look {}

        /// It is not as wanted, or not yet.
        ///
        /// @param again how long to wait before the next look is worth it
        record NotYet(Phrase message, Duration again) implements Look {}

        /// It is as wanted, and nothing is under way at its server; whether it stays so, or what
        /// stands on it comes up, is still to be seen.
        ///
        /// @param again how long to wait before the next look is worth it
        record Staying(Phrase message, Duration again) implements Look {}

        /// It will not become as wanted by waiting.
        record Wrong(Explanation explanation) implements Look {
            public Wrong(Phrase cause) {
                this(Explanation.of(cause));
            }
        }

        /// A person has to decide something first.
        record Waits(Phrase forWhat) implements Look {}

        /// It could not be found out.
        record Unclear(Phrase cause) implements Look {}
    }
}
