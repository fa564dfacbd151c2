package dev.thruway.cli;

import dev.thruway.domain.text.Phrase;

/// The end of a command that could not do its work: one sentence for the user, and an exit code.
///
/// The message for developers is the phrase's key with its values; a phrase holds no secret.
public final class Failure extends RuntimeException {

    private final ExitCode code;
    private final transient Phrase phrase;

    public Failure(ExitCode code, Phrase phrase) {
        super(phrase.key() + " " + phrase.args());
        this.code = code;
        this.phrase = phrase;
    }

    public Failure(ExitCode code, Phrase phrase, Throwable cause) {
        super(phrase.key() + " " + phrase.args(), cause);
        this.code = code;
        this.phrase = phrase;
    }

    public ExitCode code() {
        return code;
    }

    public Phrase phrase() {
        return phrase;
    }
}
