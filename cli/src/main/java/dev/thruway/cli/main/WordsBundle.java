package dev.thruway.cli.main;

import dev.thruway.words.Words;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Locale;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/// The words as picocli asks for them.
final class WordsBundle extends ResourceBundle {

    private final Words words;

    WordsBundle(Words words) {
        this.words = words;
    }

    @Override
    protected @Nullable Object handleGetObject(String key) {
        return words.has(key) ? words.say(key) : null;
    }

    @Override
    public Enumeration<String> getKeys() {
        return Collections.enumeration(words.keys());
    }

    @Override
    public Locale getLocale() {
        return words.language().locale();
    }
}
