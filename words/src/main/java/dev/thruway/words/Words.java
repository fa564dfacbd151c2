package dev.thruway.words;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// The sentences of one language.
///
/// Immutable. Asking for a key that no bundle has is a programmer error, never an empty sentence.
public final class Words {

    private final Language language;
    private final Map<String, String> wordings;

    private Words(Language language, Map<String, String> wordings) {
        this.language = language;
        this.wordings = Map.copyOf(wordings);
    }

    /// The sentences of several modules.
    ///
    /// @param homes one class of each module, whose package holds `words_en.properties` and
    ///   `words_ja.properties`
    public static Words of(Language language, Class<?>... homes) {
        var all = new HashMap<String, String>();
        for (var home : homes) {
            var bundle = Bundle.load(home, language);
            for (var entry : bundle.wordings().entrySet()) {
                if (all.put(entry.getKey(), entry.getValue()) != null) {
                    throw new IllegalStateException(
                            entry.getKey() + " also in " + bundle.resource());
                }
            }
        }
        return new Words(language, all);
    }

    public Language language() {
        return language;
    }

    public boolean has(String key) {
        return wordings.containsKey(key);
    }

    public Set<String> keys() {
        return wordings.keySet();
    }

    /// The sentence of a key that has no places.
    public String say(String key) {
        return say(key, Map.of());
    }

    /// The sentence of a key, its places filled by name. A `Phrase` is said as `say(phrase.key(),
    /// phrase.args())`.
    public String say(String key, Map<String, ?> args) {
        var wording = wordings.get(key);
        if (wording == null) {
            throw new IllegalStateException("no " + language.code() + " words for " + key);
        }
        return Template.parse(wording).fill(args);
    }

    /// The sentence of a key with one value.
    public String say(String key, String name, Object value) {
        return say(key, Map.of(name, value));
    }
}
