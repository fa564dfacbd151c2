package dev.thruway.cli.mmio;

import dev.thruway.domain.mmio.MmioDevice;
import dev.thruway.domain.mmio.MmioWindow;
import dev.thruway.domain.pci.Bar;
import dev.thruway.domain.pci.ByteSize;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The window and the BARs in it, to scale: placed as firmware places them, the largest first, each
/// at a multiple of its size.
record WindowDrawing(long gib, List<Block> blocks) {

    /// Columns of the drawing; a power of two, so that large BARs end at a column's edge.
    private static final int COLUMNS = 64;

    private static final char[] FILLS = {'█', '▓'};
    private static final char SLIVER = '▏';
    private static final char FREE = '·';

    WindowDrawing {
        blocks = List.copyOf(blocks);
    }

    /// One BAR at its place.
    ///
    /// @param bar empty where a device's BARs are not known: then the block is what they take at
    ///   most
    record Block(String device, Optional<Bar> bar, ByteSize size, long offset) {

        long end() {
            return offset + size.bytes();
        }

        /// `L40S BAR 1`; `A40` where its BARs are not known.
        String name() {
            return device + bar.map(b -> " BAR " + b.index()).orElse("");
        }

        private boolean isLike(Block other) {
            return device.equals(other.device) && bar.equals(other.bar);
        }
    }

    /// Equal BARs side by side.
    record Run(Block first, int count) {

        String name() {
            return count == 1 ? first.name() : count + " × " + first.name();
        }

        String size() {
            return (count == 1 ? "" : count + " × ") + first.size();
        }

        String place() {
            return first.offset() == 0 ? "0" : new ByteSize(first.offset()).inParts();
        }
    }

    static WindowDrawing of(List<MmioDevice> devices, long gib) {
        var parts = new ArrayList<Block>();
        for (var device : devices) {
            device.bars()
                    .forEach(bar ->
                            parts.add(new Block(device.name(), Optional.of(bar), bar.size(), 0)));
            device.framebuffer()
                    .filter(_ -> device.bars().isEmpty())
                    .map(memory -> memory.times(2))
                    .ifPresent(
                            most -> parts.add(new Block(device.name(), Optional.empty(), most, 0)));
        }
        parts.sort(Comparator.comparing(Block::size).reversed());
        return new WindowDrawing(gib, placed(parts));
    }

    private static List<Block> placed(List<Block> parts) {
        var blocks = new ArrayList<Block>();
        long offset = 0;
        for (var part : parts) {
            blocks.add(new Block(part.device(), part.bar(), part.size(), offset));
            offset += part.size().bytes();
        }
        return blocks;
    }

    long used() {
        return blocks.isEmpty() ? 0 : blocks.getLast().end();
    }

    ByteSize free() {
        return new ByteSize(ByteSize.ofGib(gib).bytes() - used());
    }

    /// The blocks in their order, equal ones together.
    List<Run> runs() {
        return runs(blocks);
    }

    /// What finds no place in the window that a VM has where only `use64bitMMIO` is set.
    List<Run> lostByDefault() {
        long limit = ByteSize.ofGib(MmioWindow.DEFAULT_GIB).bytes();
        var lost = new ArrayList<Block>();
        long next = 0;
        for (var block : blocks) {
            if (block.size().bytes() <= limit - next) {
                next += block.size().bytes();
            } else {
                lost.add(block);
            }
        }
        return runs(lost);
    }

    private static List<Run> runs(List<Block> blocks) {
        var runs = new ArrayList<Run>();
        for (var block : blocks) {
            if (!runs.isEmpty() && runs.getLast().first().isLike(block)) {
                var last = runs.removeLast();
                runs.add(new Run(last.first(), last.count() + 1));
            } else {
                runs.add(new Run(block, 1));
            }
        }
        return List.copyOf(runs);
    }

    /// The scale, and below it the window: neighbouring BARs in two shades, a stroke where one is
    /// too small for a column, dots where it is free; and how far the default window goes.
    List<String> lines() {
        var half = ByteSize.ofGib(gib).bytes() / 2;
        var middle = new ByteSize(half).toString();
        var end = ByteSize.ofGib(gib).toString();
        var scale = new StringBuilder("0");
        scale.append(" ".repeat(COLUMNS / 2 - 1)).append(middle);
        scale.append(" ".repeat(Math.max(1, COLUMNS - scale.length() - end.length()))).append(end);
        return List.of(scale.toString(), row());
    }

    /// A stroke as long as the default window, where that is shorter than the window.
    Optional<String> defaultLine() {
        int columns = (int) (COLUMNS * MmioWindow.DEFAULT_GIB / gib);
        return columns >= COLUMNS
                ? Optional.empty()
                : Optional.of("─".repeat(Math.max(0, columns - 1)) + "┘");
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
