package dev.thruway.cli.output;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/// Rows under headings, in columns as wide as their widest cell.
///
/// Where a terminal is narrower than that, the widest columns are cut, never wrapped; in a pipe
/// nothing is cut. Cells are made safe to print.
public final class Table {

    /// How a column stands.
    public enum Align {
        LEFT,
        RIGHT
    }

    private static final int GAP = 2;

    /// A column is not cut below this.
    private static final int MIN_WIDTH = 8;

    private final List<Align> aligns;
    private final List<List<String>> rows = new ArrayList<>();

    private Table(List<Align> aligns) {
        this.aligns = aligns;
    }

    /// A table of columns that all stand left.
    public static Table of(String... headings) {
        var aligns = new ArrayList<Align>();
        for (int i = 0; i < headings.length; i++) {
            aligns.add(Align.LEFT);
        }
        return new Table(aligns).row(headings);
    }

    /// Lets the column of this index, from 0, stand right, as numbers do.
    public Table right(int column) {
        aligns.set(column, Align.RIGHT);
        return this;
    }

    /// Adds a row; it has as many cells as there are headings.
    public Table row(String... cells) {
        if (cells.length != aligns.size()) {
            throw new IllegalArgumentException(
                    "%d cells for %d columns".formatted(cells.length, aligns.size()));
        }
        var row = new ArrayList<String>();
        for (var cell : cells) {
            row.add(Printable.line(cell));
        }
        rows.add(row);
        return this;
    }

    /// The lines, headings first, without spaces at their ends.
    public List<String> lines(OptionalInt columns) {
        var widths = widths();
        columns.ifPresent(limit -> shrink(widths, limit));
        var lines = new ArrayList<String>();
        for (var row : rows) {
            lines.add(line(row, widths));
        }
        return lines;
    }

    public String text(OptionalInt columns) {
        return String.join("\n", lines(columns)) + "\n";
    }

    private int[] widths() {
        var widths = new int[aligns.size()];
        for (var row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], DisplayWidth.of(row.get(i)));
            }
        }
        return widths;
    }

    private static void shrink(int[] widths, int limit) {
        int total = GAP * (widths.length - 1);
        for (int width : widths) {
            total += width;
        }
        while (total > limit) {
            int widest = 0;
            for (int i = 1; i < widths.length; i++) {
                widest = widths[i] > widths[widest] ? i : widest;
            }
            if (widths[widest] <= MIN_WIDTH) {
                return;
            }
            widths[widest]--;
            total--;
        }
    }

    private String line(List<String> row, int[] widths) {
        var line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            var cell = DisplayWidth.cut(row.get(i), widths[i]);
            line.append(" ".repeat(i == 0 ? 0 : GAP));
            line.append(
                    switch (aligns.get(i)) {
                        case LEFT -> DisplayWidth.padRight(cell, widths[i]);
                        case RIGHT -> DisplayWidth.padLeft(cell, widths[i]);
                    });
        }
        return line.toString().stripTrailing();
    }
}
