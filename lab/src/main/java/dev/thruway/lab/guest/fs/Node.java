package dev.thruway.lab.guest.fs;

import java.time.Instant;
import java.util.Arrays;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/// Something that has a name in a directory. Guarded by its file system's lock.
abstract sealed class Node {

    int uid;
    int gid;
    int mode;
    Instant modified;

    private Node(int uid, int gid, int mode, Instant modified) {
        this.uid = uid;
        this.gid = gid;
        this.mode = mode;
        this.modified = modified;
    }

    static final class Directory extends Node {

        final NavigableMap<String, Node> children = new TreeMap<>();

        Directory(int uid, int gid, int mode, Instant modified) {
            super(uid, gid, mode, modified);
        }
    }

    static final class RegularFile extends Node {
        private byte[] buffer;
        private int size;

        RegularFile(int uid, int gid, int mode, Instant modified, byte[] content) {
            super(uid, gid, mode, modified);
            this.buffer = content.clone();
            this.size = content.length;
        }

        int size() {
            return size;
        }

        byte[] content() {
            return Arrays.copyOf(buffer, size);
        }

        byte[] content(int from, int to) {
            return Arrays.copyOfRange(buffer, from, to);
        }

        /// Writes at an offset, filling a gap with zeros. The buffer doubles, so that a large file
        /// in many pieces costs no more than its size.
        void put(int offset, byte[] part) {
            int end = offset + part.length;
            if (end > buffer.length) {
                buffer = Arrays.copyOf(buffer, Math.max(end, 2 * buffer.length));
            }
            System.arraycopy(part, 0, buffer, offset, part.length);
            size = Math.max(size, end);
        }

        void resize(int length) {
            buffer = Arrays.copyOf(Arrays.copyOf(buffer, Math.min(size, length)), length);
            size = length;
        }
    }

    static final class SymbolicLink extends Node {

        final String target;

        SymbolicLink(Instant modified, String target) {
            super(0, 0, 0777, modified);
            this.target = target;
        }
    }

    /// A file of /proc or /sys: made when it is read, and its size is 0.
    static final class GeneratedFile extends Node {

        final Supplier<byte[]> content;

        GeneratedFile(int mode, Instant modified, Supplier<byte[]> content) {
            super(0, 0, mode, modified);
            this.content = content;
        }
    }

    /// A character device, such as /dev/null.
    static final class Device extends Node {

        final int major;
        final int minor;

        Device(int mode, Instant modified, int major, int minor) {
            super(0, 0, mode, modified);
            this.major = major;
            this.minor = minor;
        }
    }
}
