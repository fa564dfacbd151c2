package dev.thruway.cli;

import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.LongStream;

/// Texts that a format may stumble over. A failure names its seed; `-Dthruway.seed=N` replays that
/// one.
public final class AnyText {

    /// What means something in YAML, and what a reader takes for no text.
    private static final List<String> PIECES =
            List.of(
                    " ",
                    "  ",
                    "\n",
                    "\r",
                    "\t",
                    ":",
                    ": ",
                    " #",
                    "#",
                    "- ",
                    "-",
                    "---",
                    "...",
                    "? ",
                    "[",
                    "]",
                    "{",
                    "}",
                    ",",
                    "&a",
                    "*a",
                    "!",
                    "!!str",
                    "|",
                    ">",
                    "'",
                    "\"",
                    "\\",
                    "%",
                    "%2f",
                    "@",
                    "`",
                    "~",
                    "null",
                    "true",
                    "No",
                    "off",
                    "0x1F",
                    "0o7",
                    "1e3",
                    ".5",
                    "12",
                    "0000:41:00.0",
                    "<<",
                    "=",
                    "a",
                    "B_c",
                    "é",
                    "日本",
                    "ー",
                    "😀",
                    "\u0000",
                    "\u0007",
                    "\u007f",
                    "\u0085",
                    "\u00a0",
                    "\u2028",
                    "\u2029",
                    "\ufeff",
                    "\ufffe",
                    "\u202e");

    private AnyText() {}

    public static void each(int seeds, Consumer<Random> property) {
        var replay = Long.getLong("thruway.seed");
        var all = replay == null ? LongStream.rangeClosed(1, seeds) : LongStream.of(replay);
        all.forEach(seed -> {
            try {
                property.accept(new Random(seed));
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("replay with -Dthruway.seed=" + seed, e);
            }
        });
    }

    /// Of up to six pieces; nothing is one too.
    public static String of(Random random) {
        var text = new StringBuilder();
        for (int n = random.nextInt(7); n > 0; n--) {
            text.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return text.toString();
    }
}
