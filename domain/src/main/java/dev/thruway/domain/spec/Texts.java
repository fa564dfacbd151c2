package dev.thruway.domain.spec;

/// The least that any text of the file must be.
final class Texts {

    private Texts() {}

    static void requireName(String what, String name) {
        if (name.isBlank() || name.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("not a name for a " + what + ": '" + name + "'");
        }
    }

    static void requireFilled(String what, String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException(what + " is blank");
        }
    }
}
