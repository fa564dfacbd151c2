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
public record Phrase(String key, SortedMap<String, String> args) {

    public Phrase {
        if (key.isBlank()) {
            throw new IllegalArgumentException("a phrase without a key");
        }
        args = Collections.unmodifiableSortedMap(new TreeMap<>(args));
    }

    /// A phrase from alternating names and values: `Phrase.of("vm.off", "vm", name, "after", d)`.
    public static Phrase of(String key, Object... namesAndValues) {
        if (namesAndValues.length % 2 != 0) {
            throw new IllegalArgumentException("a name without a value in the phrase " + key);
        }
        var args = new TreeMap<String, String>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            var name = String.valueOf(namesAndValues[i]);
            if (args.put(name, String.valueOf(namesAndValues[i + 1])) != null) {
                throw new IllegalArgumentException(name + " twice in the phrase " + key);
            }
        }
        return new Phrase(key, args);
    }

    /// The same phrase with one more value, or another value in its place.
    public Phrase with(String name, Object value) {
        var all = new TreeMap<>(args);
        all.put(name, String.valueOf(value));
        return new Phrase(key, all);
    }
}
