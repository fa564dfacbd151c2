package dev.thruway.domain.drawing;

import dev.thruway.domain.mmio.MmioDevice;
import dev.thruway.domain.mmio.MmioWindow;
import dev.thruway.domain.pci.Bar;
import dev.thruway.domain.pci.ByteSize;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// The window and the BARs in it, to scale: placed as firmware places them, the largest first, each
/// at a multiple of its size.
///
/// @param blocks what lies in the window
/// @param below BARs of 32 bits, which lie below 4 GiB; the rule counts them all the same
public record WindowDrawing(long gib, List<Block> blocks, List<Part> below) {

    /// Columns of a drawing on a wide terminal; a power of two, so that large BARs end at a
    /// column's edge.
    public static final int COLUMNS = 64;

    private static final int LEAST_COLUMNS = 16;

    private static final char[] FILLS = {'█', '▓'};
    private static final char SLIVER = '▏';
    private static final char SEVERAL = '▒';
    private static final char FREE = '·';

    public WindowDrawing {
        blocks = List.copyOf(blocks);
        below = List.copyOf(below);
    }

    /// One BAR.
    ///
    /// @param bar empty where a device's BARs are not known: then it is what they take at most
    public record Part(String device, Optional<Bar> bar, ByteSize size) {

        /// `L40S BAR 1`; `A40` where its BARs are not known.
        public String name() {
            return device + bar.map(b -> " BAR " + b.index()).orElse("");
        }

        private boolean isBelow() {
            return bar.filter(b -> b.width() == Bar.Width.BITS_32).isPresent();
        }
    }

    /// One BAR at its place in the window.
    public record Block(Part part, long offset) {

        long end() {
            return offset + part.size().bytes();
        }
    }

    /// Equal BARs side by side.
    ///
    /// @param offset of the first; empty where that is not in the window
    public record Run(Part part, int count, OptionalLong offset) {

        public String name() {
            return count == 1 ? part.name() : count + " × " + part.name();
        }

        public String size() {
            return (count == 1 ? "" : count + " × ") + part.size();
        }

        /// From the window's start; empty where it is not in the window.
        public Optional<String> place() {
            return offset.isPresent() ? Optional.of(place(offset.getAsLong())) : Optional.empty();
        }

        private static String place(long offset) {
            return offset == 0 ? "0" : new ByteSize(offset).inParts();
        }
    }

    /// The devices in a window that holds them.
    public static WindowDrawing of(List<MmioDevice> devices, long gib) {
        var parts = new ArrayList<Part>();
        for (var device : devices) {
            device.bars()
                    .forEach(bar ->
                            parts.add(new Part(device.name(), Optional.of(bar), bar.size())));
            device.framebuffer()
                    .filter(_ -> device.bars().isEmpty())
                    .map(memory -> memory.times(2))
                    .ifPresent(most -> parts.add(new Part(device.name(), Optional.empty(), most)));
        }
        parts.sort(Comparator.comparing(Part::size).reversed());
        return new WindowDrawing(
                gib,
                placed(parts.stream().filter(p -> !p.isBelow()).toList()),
                parts.stream().filter(Part::isBelow).toList());
    }

    private static List<Block> placed(List<Part> parts) {
        var blocks = new ArrayList<Block>();
        long offset = 0;
        for (var part : parts) {
            blocks.add(new Block(part, offset));
            offset += part.size().bytes();
        }
        return blocks;
    }

    private long used() {
        return blocks.isEmpty() ? 0 : blocks.getLast().end();
    }

    /// What no BAR takes of the window.
    public ByteSize free() {
        return new ByteSize(ByteSize.ofGib(gib).bytes() - used());
    }

    /// What lies in the window, in its order, equal BARs together; then what lies below 4 GiB.
    public List<Run> runs() {
        var runs = new ArrayList<Run>();
        blocks.forEach(b -> add(runs, b.part(), OptionalLong.of(b.offset())));
        below.forEach(part -> add(runs, part, OptionalLong.empty()));
        return List.copyOf(runs);
    }

    /// What finds no place in the window that a VM has where only `use64bitMMIO` is set.
    public List<Run> lostByDefault() {
        long limit = ByteSize.ofGib(MmioWindow.DEFAULT_GIB).bytes();
        var lost = new ArrayList<Run>();
        long next = 0;
        for (var block : blocks) {
            if (block.part().size().bytes() <= limit - next) {
                next += block.part().size().bytes();
            } else {
                add(lost, block.part(), OptionalLong.of(block.offset()));
            }
        }
        return List.copyOf(lost);
    }

    private static void add(List<Run> runs, Part part, OptionalLong offset) {
        if (!runs.isEmpty() && runs.getLast().part().equals(part)) {
            var last = runs.removeLast();
            runs.add(new Run(part, last.count() + 1, last.offset()));
        } else {
            runs.add(new Run(part, 1, offset));
        }
    }

    /// The columns of a drawing on a terminal that has so many.
    public static int columns(int available) {
        return Integer.highestOneBit(Math.clamp(available, LEAST_COLUMNS, COLUMNS));
    }

    /// The scale, and below it the window: neighbouring BARs in two shades, a third where several
    /// share a column, a stroke where they do not fill it, dots where it is free.
    ///
    /// @param columns of [#columns]
    public List<String> lines(int columns) {
        var half = ByteSize.ofGib(gib).bytes() / 2;
        var middle = new ByteSize(half).toString();
        var end = ByteSize.ofGib(gib).toString();
        var scale = new StringBuilder("0");
        scale.append(" ".repeat(columns / 2 - 1)).append(middle);
        scale.append(" ".repeat(Math.max(1, columns - scale.length() - end.length()))).append(end);
        return List.of(scale.toString(), row(columns));
    }

    /// A stroke as long as the default window, where that is shorter than the window.
    public Optional<String> defaultLine(int columns) {
        int length = (int) (columns * MmioWindow.DEFAULT_GIB / gib);
        return length >= columns
                ? Optional.empty()
                : Optional.of("─".repeat(Math.max(0, length - 1)) + "┘");
    }

    private String row(int columns) {
        long column = ByteSize.ofGib(gib).bytes() / columns;
        var row = new StringBuilder();
        for (int i = 0; i < columns; i++) {
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
                return to <= used() ? SEVERAL : SLIVER;
            }
        }
        return FREE;
    }
}
