package dev.thruway.guest;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Words as text that a POSIX shell splits back into the same words.
///
/// An SSH server hands a command to the account's login shell (RFC 4254, 6.5), so words must be
/// quoted. Within single quotes nothing is special but the single quote itself (POSIX 2.2.2).
public final class PosixWords {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+:,./=-]+");

    private PosixWords() {}

    public static String join(List<String> words) {
        return words.stream().map(PosixWords::quote).collect(Collectors.joining(" "));
    }

    public static String quote(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
