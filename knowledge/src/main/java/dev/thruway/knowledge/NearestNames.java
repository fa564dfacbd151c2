package dev.thruway.knowledge;

import dev.thruway.domain.text.Nearest;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The boards that somebody may mean whose name for them is no name.
///
/// Two kinds of mistakes: words that are right and do not stand together in any name (`A100-64GB`,
/// which is sold as A100-SXM-64GB; `80GB A100`; a whole line of lspci), and a word with a wrong
/// letter in it (`L40Z`).
final class NearestNames {

    private static final int MOST = 4;

    /// So many by their words, and a wrong letter is not what is wrong.
    private static final int ENOUGH = 3;

    /// Longer text is nobody's typing mistake.
    private static final int MAX_LENGTH = 100;

    /// A shorter word is a part of too many others.
    private static final int LEAST_WITHIN = 4;

    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final Pattern APART = Pattern.compile("\\b(\\d+) +(g|gb|gib)\\b");
    private static final Pattern GIGABYTES = Pattern.compile("(\\d+)(g|gb|gib)");

    private final List<GpuEntry> entries;

    NearestNames(List<GpuEntry> entries) {
        this.entries = List.copyOf(entries);
    }

    /// Best first; none where nothing is near.
    List<String> to(String typed) {
        if (typed.length() > MAX_LENGTH) {
            return List.of();
        }
        // Full-width letters, as Japanese keyboards make them, are the same letters.
        var plain = Normalizer.normalize(typed, Normalizer.Form.NFKC);
        var named = byWords(plain);
        var names = new ArrayList<>(named.stream().map(e -> e.model().name()).toList());
        var said =
                named.stream()
                        .flatMap(e -> GpuCatalog.everyNameOf(e.model()))
                        .map(GpuCatalog::plain)
                        .collect(Collectors.toCollection(HashSet::new));
        if (names.size() >= ENOUGH) {
            return List.copyOf(names);
        }
        bySpelling(plain).stream()
                .filter(name -> !said.contains(GpuCatalog.plain(name)))
                .forEach(names::add);
        return names.stream().limit(MOST).toList();
    }

    /// The boards of which the word is there that tells them from others, such as `a100`; those
    /// first that have most of the other words, then those that have the fewest more.
    private List<GpuEntry> byWords(String typed) {
        var words = words(typed);
        return entries.stream()
                .filter(e -> words.stream().anyMatch(word -> hasWithin(word, model(e))))
                .sorted(
                        Comparator.<GpuEntry>comparingLong(e -> missing(words, e))
                                .thenComparingLong(e -> surplus(words, e)))
                .limit(MOST)
                .toList();
    }

    private static boolean hasWithin(String word, String model) {
        return word.equals(model) || (model.length() >= LEAST_WITHIN && word.contains(model));
    }

    /// The first word of its name with a digit: `6000` of RTX-6000-Ada.
    private static String model(GpuEntry entry) {
        return words(entry.model().name()).stream()
                .filter(w -> w.chars().anyMatch(Character::isDigit))
                .findFirst()
                .orElse(entry.model().name());
    }

    private static long missing(Set<String> typed, GpuEntry entry) {
        var its =
                GpuCatalog.everyNameOf(entry.model())
                        .flatMap(name -> words(name).stream())
                        .collect(Collectors.toSet());
        return typed.stream().filter(word -> its.stream().noneMatch(w -> means(word, w))).count();
    }

    /// `SXM` for SXM4, `80` for 80GB.
    private static boolean means(String typed, String word) {
        return word.equals(typed) || (typed.length() >= 2 && word.startsWith(typed));
    }

    private static long surplus(Set<String> typed, GpuEntry entry) {
        return words(entry.model().name()).stream().filter(w -> !typed.contains(w)).count();
    }

    private static Set<String> words(String text) {
        var spaced = BETWEEN_WORDS.matcher(text.toLowerCase(Locale.ROOT)).replaceAll(" ");
        return Stream.of(APART.matcher(spaced).replaceAll("$1$2").split(" ", -1))
                .filter(word -> !word.isEmpty())
                .map(word ->
                        GIGABYTES.matcher(word).matches()
                                ? word.replaceAll("\\D", "") + "gb"
                                : word)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /// Short names, and families.
    private List<String> bySpelling(String typed) {
        var names = new LinkedHashMap<String, String>();
        for (var entry : entries) {
            var model = entry.model();
            names.put(GpuCatalog.plain(model.name()), model.name());
            names.putIfAbsent(GpuCatalog.plain(model.family()), model.family());
            GpuCatalog.everyNameOf(model)
                    .forEach(name -> names.putIfAbsent(GpuCatalog.plain(name), model.name()));
        }
        return Nearest.allTo(GpuCatalog.plain(typed), names.keySet(), names.size()).stream()
                .map(names::get)
                .distinct()
                .toList();
    }
}
