package dev.thruway.spec;

/// A place in a file, as editors count: lines and columns from 1.
///
/// @param file as the user named it
public record Position(String file, int line, int column) {

    public Position {
        if (line < 1 || column < 1) {
            throw new IllegalArgumentException("no place: " + line + ":" + column);
        }
    }

    /// The first character of a file.
    static Position startOf(String file) {
        return new Position(file, 1, 1);
    }

    /// As compilers write it, so that editors make a link of it: `thruway.yaml:12:5`.
    @Override
    public String toString() {
        return file + ":" + line + ":" + column;
    }
}
