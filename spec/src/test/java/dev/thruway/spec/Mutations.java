package dev.thruway.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;

/// Good files with small damage, by seed. `-Dthruway.seed=N` replays one.
final class Mutations {

    private static final int SEEDS_PER_RUN = 400;

    private static final List<String> CHUNKS =
            List.of(
                    ":",
                    " ",
                    "\n",
                    "\t",
                    "{",
                    "}",
                    "[",
                    "]",
                    "- ",
                    "'",
                    "\"",
                    "#",
                    "&a ",
                    "*a",
                    "!",
                    "|",
                    ">",
                    "%",
                    "@",
                    ",",
                    "~",
                    "null",
                    "true",
                    "0",
                    "-1",
                    "1e9",
                    "0x10",
                    "\u0000",
                    "\uFEFF",
                    "\u2028",
                    "日本",
                    "\uD83D\uDE00",
                    "<<: ",
                    "? ",
                    "---\n",
                    "...\n",
                    "apiVersion: thruway/v1\n");

    private Mutations() {}

    /// Calls with each damaged text and a line that tells how to get it again.
    static void each(BiConsumer<String, String> check) {
        var replay = Long.getLong("thruway.seed");
        long first = replay != null ? replay : 1;
        long last = replay != null ? replay : SEEDS_PER_RUN;
        for (var file : Corpus.good().toList()) {
            var text = Corpus.text(file);
            for (long seed = first; seed <= last; seed++) {
                check.accept(
                        damage(text, new Random(seed)),
                        "-Dthruway.seed=" + seed + " of " + file.getFileName());
            }
        }
    }

    private static String damage(String text, Random random) {
        var damaged = text;
        for (int n = 1 + random.nextInt(3); n > 0; n--) {
            damaged =
                    switch (random.nextInt(5)) {
                        case 0 -> insert(damaged, random);
                        case 1 -> delete(damaged, random);
                        case 2 -> dropLine(damaged, random);
                        case 3 -> doubleLine(damaged, random);
                        default -> swapWords(damaged, random);
                    };
        }
        return damaged;
    }

    private static String insert(String text, Random random) {
        int at = random.nextInt(text.length() + 1);
        var chunk = CHUNKS.get(random.nextInt(CHUNKS.size()));
        return text.substring(0, at) + chunk + text.substring(at);
    }

    private static String delete(String text, Random random) {
        int at = random.nextInt(text.length());
        int end = Math.min(text.length(), at + 1 + random.nextInt(12));
        return text.substring(0, at) + text.substring(end);
    }

    private static String dropLine(String text, Random random) {
        var lines = new ArrayList<>(text.lines().toList());
        lines.remove(random.nextInt(lines.size()));
        return String.join("\n", lines) + "\n";
    }

    private static String doubleLine(String text, Random random) {
        var lines = new ArrayList<>(text.lines().toList());
        var line = lines.get(random.nextInt(lines.size()));
        lines.add(random.nextInt(lines.size() + 1), line);
        return String.join("\n", lines) + "\n";
    }

    private static String swapWords(String text, Random random) {
        var words = new ArrayList<>(List.of(text.split("(?<=[ \n:{},])|(?=[ \n:{},])")));
        int a = random.nextInt(words.size());
        int b = random.nextInt(words.size());
        var first = words.get(a);
        words.set(a, words.get(b));
        words.set(b, first);
        return String.join("", words);
    }
}
