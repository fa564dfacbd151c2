package dev.thruway.engine.run;

import dev.thruway.domain.text.Phrase;
import java.util.Optional;

/// What must still hold whenever something is changed.
@FunctionalInterface
public interface Permit {

    /// What needs none.
    Permit NOT_NEEDED = () -> {};

    /// Throws [StepFailed] where it does not hold any more, and what a server says that could not
    /// be asked.
    void require();

    /// Why it does not hold, as far as that is known without asking anybody.
    default Optional<Phrase> lost() {
        return Optional.empty();
    }
}
