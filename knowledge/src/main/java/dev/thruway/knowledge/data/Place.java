package dev.thruway.knowledge.data;

import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;

/// A place in a data file, as editors count: lines and columns from 1.
///
/// @param file as messages name it
public record Place(String file, int line, int column) {

    static Place startOf(String file) {
        return new Place(file, 1, 1);
    }

    static Place at(String file, Optional<Mark> mark) {
        return mark.map(m -> new Place(file, m.getLine() + 1, m.getColumn() + 1))
                .orElseGet(() -> startOf(file));
    }

    /// As compilers write it, so that editors make a link of it.
    @Override
    public String toString() {
        return file + ":" + line + ":" + column;
    }
}
