package dev.thruway.lab.fault;

import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A name, or several: `*` stands for any text, `?` for one character.
record NamePattern(String text) {

    boolean fits(String name) {
        return regex().matcher(name).matches();
    }

    private Pattern regex() {
        return Pattern.compile(
                text.codePoints()
                        .mapToObj(c ->
                                switch (c) {
                                    case '*' -> ".*";
                                    case '?' -> ".";
                                    default -> Pattern.quote(Character.toString(c));
                                })
                        .collect(Collectors.joining()),
                Pattern.DOTALL);
    }
}
