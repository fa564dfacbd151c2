package dev.thruway.cli.mmio;

import dev.thruway.domain.mmio.MmioDevice;
import dev.thruway.domain.pci.Bar;
import dev.thruway.domain.pci.ByteSize;
import java.util.ArrayList;
import java.util.List;

/// The window and the BARs in it, to scale: placed as firmware places them, the largest first, each
/// at a multiple of its size.
record WindowDrawing(long gib, List<Block> blocks) {

    /// Columns of the drawing; a power of two, so that large BARs end at a column's edge.
    private static final int COLUMNS = 64;

    private static final char[] FILLS = {'█', '▓'};
    private static final char SLIVER = '▏';
    private static final char FREE = '·';

    /// One BAR at its place.
    record Block(String device, Bar bar, long offset) {

        long end() {
            return offset + bar.size().bytes();
        }
    }

    static WindowDrawing of(List<MmioDevice> devices, long gib) {
        record Part(String device, Bar bar) {}
        var parts = new ArrayList<Part>();
        devices.forEach(d -> d.bars().forEach(bar -> parts.add(new Part(d.name(), bar))));
        parts.sort((a, b) -> b.bar().size().compareTo(a.bar().size()));
        var blocks = new ArrayList<Block>();
        long offset = 0;
        for (var part : parts) {
            blocks.add(new Block(part.device(), part.bar(), offset));
            offset += part.bar().size().bytes();
        }
        return new WindowDrawing(gib, List.copyOf(blocks));
    }

    long used() {
        return blocks.isEmpty() ? 0 : blocks.getLast().end();
    }

    ByteSize free() {
        return new ByteSize(ByteSize.ofGib(gib).bytes() - used());
    }

    /// The scale, and below it the window: neighbouring BARs in two shades, a stroke where one is
    /// too small for a column, dots where it is free.
    List<String> lines() {
        var half = ByteSize.ofGib(gib).bytes() / 2;
        var middle = new ByteSize(half).toString();
        var end = ByteSize.ofGib(gib).toString();
        var scale = new StringBuilder("0");
        scale.append(" ".repeat(COLUMNS / 2 - 1)).append(middle);
        scale.append(" ".repeat(Math.max(1, COLUMNS - scale.length() - end.length()))).append(end);
        return List.of(scale.toString(), row());
    }

    private String row() {
        long column = ByteSize.ofGib(gib).bytes() / COLUMNS;
        var row = new StringBuilder();
        for (int i = 0; i < COLUMNS; i++) {
            row.append(cell(i * column, (i + 1) * column));
        }
        return row.toString();
    }

    private char cell(long from, long to) {
        for (int i = 0; i < blocks.size(); i++) {
            var block = blocks.get(i);
            if (block.offset() <= from && block.end() >= to) {
                return FILLS[i % FILLS.length];
            }
            if (block.offset() < to && block.end() > from) {
                return SLIVER;
            }
        }
        return FREE;
    }
}
