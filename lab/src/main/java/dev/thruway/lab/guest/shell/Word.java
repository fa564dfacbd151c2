package dev.thruway.lab.guest.shell;

import java.util.List;
import java.util.Optional;

/// A word as written: pieces of text and of what becomes text when it is run.
record Word(List<Part> parts) {

    Word {
        parts = List.copyOf(parts);
    }

    /// A piece of a word. What is quoted is neither split into words nor matched with file names.
    sealed interface Part {

        boolean quoted();

        record Text(String text, boolean quoted) implements Part {}

        /// `$name` or `${name}`; with an operator `${name:-word}`, `${name:+word}`, `${#name}`.
        record Variable(String name, String operator, Optional<Word> operand, boolean quoted)
                implements Part {}

        /// `$((…))`.
        record Arithmetic(Word expression, boolean quoted) implements Part {}

        /// `$(…)` or backquotes.
        record Substitution(Statement statement, boolean quoted) implements Part {}
    }

    /// The text of a word with nothing in it to expand or that was quoted; empty otherwise.
    Optional<String> plain() {
        var text = new StringBuilder();
        for (var part : parts) {
            if (!(part instanceof Part.Text(String piece, boolean quoted)) || quoted) {
                return Optional.empty();
            }
            text.append(piece);
        }
        return Optional.of(text.toString());
    }
}
