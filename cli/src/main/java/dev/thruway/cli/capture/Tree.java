package dev.thruway.cli.capture;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// A mapping of a scenario. What is empty, and what is false, is left out of it.
final class Tree {

    private final Map<String, Object> fields = new LinkedHashMap<>();

    Tree with(String key, Object value) {
        switch (value) {
            case Optional<?> maybe -> maybe.ifPresent(v -> with(key, v));
            case OptionalInt maybe -> maybe.ifPresent(v -> with(key, v));
            case Collection<?> all when all.isEmpty() -> {}
            case Tree tree when tree.fields.isEmpty() -> {}
            case Boolean no when !no -> {}
            default -> fields.put(key, value);
        }
        return this;
    }

    /// Also where there is nothing in it.
    Tree withAll(String key, Tree tree) {
        fields.put(key, tree);
        return this;
    }

    /// Texts that were there with these keys.
    Tree withTexts(Map<String, String> texts) {
        texts.forEach(this::with);
        return this;
    }

    boolean has(String key) {
        return fields.containsKey(key);
    }

    Map<String, Object> fields() {
        return Collections.unmodifiableMap(fields);
    }
}
