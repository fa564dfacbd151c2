package dev.thruway.domain.text;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// A sentence that is not yet in a language: the key of its wording and the values to put in.
///
/// Holds no secret: every argument may end on a screen, in a log or in a report.
///
/// @param key the stable code, such as `spec.unknown-key`: lower-case words, `-` inside a word
///   group, `.` between groups
/// @param args values by the placeholder's name; already text, as a unit or an address is the same
///   in every language
/// @param parts sentences within the sentence, such as a cause, by the placeholder's name
public record Phrase(String key, SortedMap<String, String> args, SortedMap<String, Phrase> parts) {

    public Phrase {
        if (key.isBlank()) {
            throw new IllegalArgumentException("a phrase without a key");
        }
        args = Collections.unmodifiableSortedMap(new TreeMap<>(args));
        parts = Collections.unmodifiableSortedMap(new TreeMap<>(parts));
        if (!Collections.disjoint(args.keySet(), parts.keySet())) {
            throw new IllegalArgumentException("a value and a part of one name: " + key);
        }
    }

    /// A phrase without parts.
    public Phrase(String key, SortedMap<String, String> args) {
        this(key, args, new TreeMap<>());
    }

    /// A phrase from alternating names and values: `Phrase.of("vm.off", "vm", name, "after", d)`. A
    /// value that is a phrase becomes a part.
    public static Phrase of(String key, Object... namesAndValues) {
        if (namesAndValues.length % 2 != 0) {
            throw new IllegalArgumentException("a name without a value in the phrase " + key);
        }
        var phrase = new Phrase(key, new TreeMap<>());
        for (int i = 0; i < namesAndValues.length; i += 2) {
            var name = String.valueOf(namesAndValues[i]);
            if (phrase.args.containsKey(name) || phrase.parts.containsKey(name)) {
                throw new IllegalArgumentException(name + " twice in the phrase " + key);
            }
            phrase = phrase.with(name, namesAndValues[i + 1]);
        }
        return phrase;
    }

    /// The same phrase with one more value, or another value in its place.
    public Phrase with(String name, Object value) {
        var values = new TreeMap<>(args);
        var phrases = new TreeMap<>(parts);
        values.remove(name);
        phrases.remove(name);
        if (value instanceof Phrase part) {
            phrases.put(name, part);
        } else {
            values.put(name, String.valueOf(value));
        }
        return new Phrase(key, values, phrases);
    }
}
