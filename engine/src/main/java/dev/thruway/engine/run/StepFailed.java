package dev.thruway.engine.run;

import dev.thruway.domain.text.Phrase;

/// The world refused a change, for a reason that can be said in a sentence.
public final class StepFailed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Explanation explanation;

    public StepFailed(Phrase cause) {
        this(Explanation.of(cause));
    }

    public StepFailed(Explanation explanation) {
        super(explanation.cause().toString());
        this.explanation = explanation;
    }

    public Explanation explanation() {
        return explanation;
    }

    /// The sentence for a person.
    public Phrase phrase() {
        return explanation.cause();
    }
}
