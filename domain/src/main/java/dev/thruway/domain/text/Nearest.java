package dev.thruway.domain.text;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The right word that a wrong one was meant to be.
public final class Nearest {

    /// A longer word is nobody's typing mistake.
    private static final int MAX_LENGTH = 80;

    private Nearest() {}

    /// The known word with the fewest mistakes in it: a letter wrong, missing, too many, or two
    /// swapped. Case, `-` and `_` count for nothing, and a word that was broken off counts as one
    /// mistake. Empty where even the best has more than one mistake for each three letters.
    public static Optional<String> to(String typed, Collection<String> known) {
        return allTo(typed, known, 1).stream().findFirst();
    }

    /// As [#to], and the next best words: at most so many, best first.
    public static List<String> allTo(String typed, Collection<String> known, int limit) {
        if (typed.length() > MAX_LENGTH) {
            return List.of();
        }
        var plain = plain(typed);
        return known.stream()
                .filter(word -> mistakes(plain, plain(word)) <= word.length() / 3)
                .sorted(
                        Comparator.<String>comparingInt(word -> mistakes(plain, plain(word)))
                                .thenComparingInt(word -> Math.abs(word.length() - typed.length()))
                                .thenComparing(Comparator.naturalOrder()))
                .limit(limit)
                .toList();
    }

    private static int mistakes(String typed, String word) {
        boolean brokenOff = typed.length() >= 3 && word.startsWith(typed);
        return brokenOff && typed.length() < word.length() ? 1 : distance(typed, word);
    }

    private static String plain(String word) {
        return word.toLowerCase(Locale.ROOT).replaceAll("[-_]", "");
    }

    /// Optimal string alignment distance: each mistake counts one, and no place is mended twice.
    static int distance(String a, String b) {
        var before = new int[b.length() + 1];
        var last = new int[b.length() + 1];
        Arrays.setAll(last, j -> j);
        for (int i = 1; i <= a.length(); i++) {
            var row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(Math.min(last[j], row[j - 1]) + 1, last[j - 1] + change);
                if (i > 1
                        && j > 1
                        && a.charAt(i - 1) == b.charAt(j - 2)
                        && a.charAt(i - 2) == b.charAt(j - 1)) {
                    row[j] = Math.min(row[j], before[j - 2] + 1);
                }
            }
            before = last;
            last = row;
        }
        return last[b.length()];
    }
}
