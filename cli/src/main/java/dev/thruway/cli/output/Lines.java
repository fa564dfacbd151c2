package dev.thruway.cli.output;

import java.util.ArrayList;
import java.util.List;

/// A sentence as lines that fit a terminal.
///
/// Words stay whole where a line can hold them. Between wide characters a line may end anywhere,
/// but none begins with a mark that belongs to what stands before it.
public final class Lines {

    private static final String CLOSING = "、。,.!?)」』:;・ーぁぃぅぇぉっゃゅょァィゥェォッャュョ]}…";

    private Lines() {}

    /// @param columns of each line; narrower than this makes no sense below ten
    public static List<String> of(String text, int columns) {
        int width = Math.max(10, columns);
        var lines = new ArrayList<String>();
        for (var paragraph : text.split("\n", -1)) {
            wrap(paragraph, width, lines);
        }
        return List.copyOf(lines);
    }

    private static void wrap(String text, int width, List<String> lines) {
        var line = new StringBuilder();
        int used = 0;
        for (var piece : pieces(text)) {
            int wide = DisplayWidth.of(piece);
            if (used + DisplayWidth.of(piece.stripTrailing()) > width && used > 0) {
                lines.add(line.toString().stripTrailing());
                line.setLength(0);
                used = 0;
            }
            line.append(piece);
            used += wide;
        }
        lines.add(line.toString().stripTrailing());
    }

    /// Parts that may not be broken, each with the spaces behind it.
    private static List<String> pieces(String text) {
        var pieces = new ArrayList<String>();
        var piece = new StringBuilder();
        int before = 0;
        for (int c : text.codePoints().toArray()) {
            if (!piece.isEmpty() && mayBreak(before, c)) {
                pieces.add(piece.toString());
                piece.setLength(0);
            }
            piece.appendCodePoint(c);
            before = c;
        }
        pieces.add(piece.toString());
        return pieces;
    }

    private static boolean mayBreak(int before, int c) {
        if (c == ' ' || CLOSING.indexOf(c) >= 0) {
            return false;
        }
        return before == ' '
                || DisplayWidth.of(before) == 2
                || (DisplayWidth.of(c) == 2 && CLOSING.indexOf(before) >= 0);
    }
}
