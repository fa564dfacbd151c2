package dev.thruway.engine.run;

import dev.thruway.domain.text.Phrase;

/// A change was asked for, and no answer came: it may have been made or not. Only a look says.
public final class AnswerLost extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Phrase cause;

    public AnswerLost(Phrase cause) {
        super(cause.toString());
        this.cause = cause;
    }

    /// The sentence for a person.
    public Phrase phrase() {
        return cause;
    }
}
