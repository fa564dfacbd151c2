package dev.thruway.spec;

import dev.thruway.domain.text.Phrase;
import java.util.ArrayList;
import java.util.List;

/// The errors found so far, up to a limit: who made more starts with these.
final class Problems {

    private static final int MAX = 100;

    private final List<SpecError> found = new ArrayList<>();

    void add(Position position, Phrase phrase) {
        var error = new SpecError(position, phrase);
        if (found.size() < MAX && !found.contains(error)) {
            found.add(error);
        }
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    List<SpecError> all() {
        return List.copyOf(found);
    }
}
