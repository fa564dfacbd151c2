package dev.thruway.cli.output;

/// How many columns of a terminal a text takes.
///
/// Wide are the characters that Unicode calls Wide or Fullwidth (UAX #11, East Asian Width); the
/// ranges are rounded to whole blocks. Combining marks take none.
public final class DisplayWidth {

    private static final int[][] WIDE = {
        {0x1100, 0x115F},
        {0x2E80, 0x303E},
        {0x3041, 0x4DBF},
        {0x4E00, 0xA4CF},
        {0xA960, 0xA97C},
        {0xAC00, 0xD7A3},
        {0xF900, 0xFAFF},
        {0xFE30, 0xFE6F},
        {0xFF01, 0xFF60},
        {0xFFE0, 0xFFE6},
        {0x1F300, 0x1F64F},
        {0x1F900, 0x1F9FF},
        {0x20000, 0x3FFFD}
    };

    private DisplayWidth() {}

    public static int of(String text) {
        return text.codePoints().map(DisplayWidth::of).sum();
    }

    /// Of one character.
    static int of(int c) {
        if (c >= ' ' && c <= '~') {
            return 1;
        }
        return switch (Character.getType(c)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
            default -> isWide(c) ? 2 : 1;
        };
    }

    private static boolean isWide(int c) {
        for (var range : WIDE) {
            if (c >= range[0] && c <= range[1]) {
                return true;
            }
        }
        return false;
    }

    /// The text itself where it fits, else as much of its start as fits with an ellipsis.
    public static String cut(String text, int columns) {
        if (of(text) <= columns) {
            return text;
        }
        var kept = new StringBuilder();
        int used = 0;
        for (int c : text.codePoints().toArray()) {
            if (used + of(c) > columns - 1) {
                break;
            }
            kept.appendCodePoint(c);
            used += of(c);
        }
        return columns < 1 ? "" : kept.append('…').toString();
    }

    /// The text with spaces up to this width; never cut.
    public static String padRight(String text, int columns) {
        return text + " ".repeat(Math.max(0, columns - of(text)));
    }

    /// As [#padRight], with the spaces before it.
    public static String padLeft(String text, int columns) {
        return " ".repeat(Math.max(0, columns - of(text))) + text;
    }
}
