package dev.thruway.engine.run;

import dev.thruway.domain.text.Phrase;

/// The world refused a change, for a reason that can be said in a sentence.
public final class StepFailed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Phrase cause;

    public StepFailed(Phrase cause) {
        super(cause.toString());
        this.cause = cause;
    }

    /// The sentence for a person.
    public Phrase phrase() {
        return cause;
    }
}
