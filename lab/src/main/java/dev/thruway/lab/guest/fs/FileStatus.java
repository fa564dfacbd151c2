package dev.thruway.lab.guest.fs;

import java.time.Instant;

/// What stat(2) tells of a file.
///
/// @param mode permission bits, without the type
public record FileStatus(
        Kind kind, int mode, int uid, int gid, long size, Instant modified, String linkTarget) {

    /// What it is.
    public enum Kind {
        DIRECTORY('d', 0040000),
        REGULAR('-', 0100000),
        SYMBOLIC_LINK('l', 0120000),
        DEVICE('c', 0020000);

        private final char letter;
        private final int bits;

        Kind(char letter, int bits) {
            this.letter = letter;
            this.bits = bits;
        }

        public char letter() {
            return letter;
        }

        /// The type's bits of `st_mode` (inode(7)).
        public int bits() {
            return bits;
        }
    }

    public boolean directory() {
        return kind == Kind.DIRECTORY;
    }

    public boolean regular() {
        return kind == Kind.REGULAR;
    }

    public boolean link() {
        return kind == Kind.SYMBOLIC_LINK;
    }

    /// As `ls -l` shows it: `-rw-r--r--`.
    public String permissions() {
        var text = new StringBuilder().append(kind.letter());
        for (int shift = 6; shift >= 0; shift -= 3) {
            int bits = mode >> shift;
            text.append((bits & 4) != 0 ? 'r' : '-')
                    .append((bits & 2) != 0 ? 'w' : '-')
                    .append((bits & 1) != 0 ? 'x' : '-');
        }
        if ((mode & 01000) != 0) {
            text.setCharAt(9, (mode & 1) != 0 ? 't' : 'T');
        }
        if ((mode & 04000) != 0) {
            text.setCharAt(3, (mode & 0100) != 0 ? 's' : 'S');
        }
        return text.toString();
    }
}
