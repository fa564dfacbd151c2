package dev.thruway.knowledge.data;

import dev.thruway.domain.text.Phrase;

/// A data file is not as it has to be: in one that comes with Thruway a programmer's error, in a
/// user's own catalog something to tell the user.
///
/// The message for developers is the phrase's key with its values.
public final class BadData extends RuntimeException {

    private final transient Place place;
    private final transient Phrase phrase;

    public BadData(Place place, Phrase phrase) {
        super(place + ": " + phrase.key() + " " + phrase.args());
        this.place = place;
        this.phrase = phrase;
    }

    public BadData(Place place, Phrase phrase, Throwable cause) {
        super(place + ": " + phrase.key() + " " + phrase.args(), cause);
        this.place = place;
        this.phrase = phrase;
    }

    /// Of a file of which no line can be named.
    public static BadData ofFile(String file, Phrase phrase) {
        return new BadData(Place.startOf(file), phrase);
    }

    /// The file, the line and the column.
    public Place place() {
        return place;
    }

    /// What is wrong there; its key starts with `data.`.
    public Phrase phrase() {
        return phrase;
    }
}
