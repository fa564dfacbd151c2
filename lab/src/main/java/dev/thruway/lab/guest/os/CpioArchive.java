package dev.thruway.lab.guest.os;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/// An initial RAM disk's contents: a cpio archive in the "newc" format
/// (Documentation/driver-api/early-userspace/buffer-format.rst), not compressed.
public final class CpioArchive {

    private static final String MAGIC = "070701";
    private static final String END = "TRAILER!!!";
    private static final int HEADER = 110;

    private CpioArchive() {}

    /// @param files contents by path, without a slash at the beginning
    public static byte[] write(Map<String, byte[]> files) {
        var out = new ByteArrayOutputStream();
        int inode = 1;
        for (var file : files.entrySet()) {
            entry(out, inode++, file.getKey(), 0100644, file.getValue());
        }
        entry(out, 0, END, 0, new byte[0]);
        return out.toByteArray();
    }

    private static void entry(
            ByteArrayOutputStream out, int inode, String name, int mode, byte[] content) {
        var path = name.getBytes(StandardCharsets.UTF_8);
        int[] fields = {inode, mode, 0, 0, 1, 0, content.length, 0, 0, 0, 0, path.length + 1, 0};
        var header = new StringBuilder(MAGIC);
        for (int field : fields) {
            header.append("%08X".formatted(field));
        }
        out.writeBytes(header.toString().getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(path);
        out.write(0);
        pad(out);
        out.writeBytes(content);
        pad(out);
    }

    private static void pad(ByteArrayOutputStream out) {
        while (out.size() % 4 != 0) {
            out.write(0);
        }
    }

    /// Contents by path; what is no archive is empty.
    public static Map<String, byte[]> read(byte[] archive) {
        var files = new LinkedHashMap<String, byte[]>();
        int at = 0;
        while (at + HEADER <= archive.length && text(archive, at, 6).equals(MAGIC)) {
            int size = field(archive, at, 6);
            int nameSize = field(archive, at, 11);
            var name = text(archive, at + HEADER, nameSize - 1);
            int start = aligned(at + HEADER + nameSize);
            if (name.equals(END) || start + size > archive.length) {
                break;
            }
            var content = new byte[size];
            System.arraycopy(archive, start, content, 0, size);
            files.put(name, content);
            at = aligned(start + size);
        }
        return files;
    }

    private static int aligned(int offset) {
        return (offset + 3) & ~3;
    }

    private static int field(byte[] archive, int at, int index) {
        return Integer.parseInt(text(archive, at + 6 + 8 * index, 8), 16);
    }

    private static String text(byte[] archive, int at, int length) {
        return new String(archive, at, length, StandardCharsets.UTF_8);
    }
}
