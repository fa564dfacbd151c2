package dev.thruway.words;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// What the two bundles of a module must keep, for that module's own test:
/// `assertThat(BundleRules.violations(SomeClass.class)).isEmpty()`.
public final class BundleRules {

    private static final Pattern JAPANESE =
            Pattern.compile("[\\p{IsHiragana}\\p{IsKatakana}\\p{IsHan}]");
    private static final Pattern WORD = Pattern.compile("[A-Za-z]{2}");
    private static final Pattern QUOTED = Pattern.compile("`[^`]*`");

    private BundleRules() {}

    /// Every rule broken by the bundles beside `home`, one developer's sentence each: a key, or a
    /// place, that only one language has; braces that do not match; an apostrophe doubled as
    /// `MessageFormat` wants it; Japanese without Japanese; English with it; nothing at all.
    public static List<String> violations(Class<?> home) {
        var en = new TreeMap<>(Bundle.load(home, Language.EN).wordings());
        var ja = new TreeMap<>(Bundle.load(home, Language.JA).wordings());
        var found = new ArrayList<String>();
        var keys = new TreeSet<>(en.keySet());
        keys.addAll(ja.keySet());
        for (var key : keys) {
            var english = en.get(key);
            var japanese = ja.get(key);
            if (english == null || japanese == null) {
                found.add(key + ": only in " + (english == null ? "ja" : "en"));
            } else {
                found.addAll(violations(key, english, japanese));
            }
        }
        return List.copyOf(found);
    }

    static List<String> violations(String key, String english, String japanese) {
        var found = new ArrayList<String>();
        for (var wording : List.of(english, japanese)) {
            if (wording.isBlank()) {
                found.add(key + ": says nothing");
            }
            if (wording.contains("''")) {
                found.add(key + ": doubled apostrophe");
            }
            // A heading stands before something on the same line.
            if (wording.endsWith(" ") && !key.endsWith("Heading")) {
                found.add(key + ": ends in a space");
            }
        }
        try {
            found.addAll(compare(key, Template.parse(english), Template.parse(japanese)));
        } catch (IllegalArgumentException e) {
            found.add(key + ": " + e.getMessage());
        }
        return found;
    }

    private static List<String> compare(String key, Template english, Template japanese) {
        var found = new ArrayList<String>();
        if (!english.names().equals(japanese.names())) {
            found.add(key + ": places differ, " + english.names() + " and " + japanese.names());
        }
        if (JAPANESE.matcher(english.textAlone()).find()) {
            found.add(key + ": Japanese in the English words");
        }
        var said = QUOTED.matcher(japanese.textAlone()).replaceAll("");
        if (WORD.matcher(said).find() && !JAPANESE.matcher(said).find()) {
            found.add(key + ": no Japanese in the Japanese words");
        }
        return found;
    }
}
