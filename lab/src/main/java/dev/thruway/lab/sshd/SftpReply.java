package dev.thruway.lab.sshd;

import dev.thruway.lab.guest.fs.FileStatus;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The answers of SFTP version 3, without their lengths.
final class SftpReply {

    static final int OK = 0;
    static final int EOF = 1;
    static final int NO_SUCH_FILE = 2;
    static final int PERMISSION_DENIED = 3;
    static final int FAILURE = 4;
    static final int UNSUPPORTED = 8;

    static final int ATTR_SIZE = 0x01;
    static final int ATTR_OWNER = 0x02;
    static final int ATTR_MODE = 0x04;
    static final int ATTR_TIMES = 0x08;

    private static final int VERSION = 2;
    private static final int STATUS = 101;
    private static final int HANDLE = 102;
    private static final int DATA = 103;
    private static final int NAME = 104;
    private static final int ATTRS = 105;

    private static final DateTimeFormatter LISTED =
            DateTimeFormatter.ofPattern("MMM ppd HH:mm", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    private SftpReply() {}

    /// A name in a list, and what is known of it.
    record Entry(String name, Optional<FileStatus> status) {

        /// As `ls -l` shows it, which clients print as it is.
        private String listed() {
            return status.map(s ->
                            "%s    1 %-8d %-8d %8d %s %s"
                                    .formatted(
                                            s.permissions(),
                                            s.uid(),
                                            s.gid(),
                                            s.size(),
                                            LISTED.format(s.modified()),
                                            name))
                    .orElse(name);
        }
    }

    static byte[] version(Map<String, String> extensions) {
        return packet(out -> {
            out.writeByte(VERSION);
            out.writeInt(3);
            for (var extension : extensions.entrySet()) {
                text(out, extension.getKey());
                text(out, extension.getValue());
            }
        });
    }

    static byte[] status(int id, int code, String message) {
        return packet(out -> {
            out.writeByte(STATUS);
            out.writeInt(id);
            out.writeInt(code);
            text(out, message);
            text(out, "");
        });
    }

    static byte[] handle(int id, String handle) {
        return packet(out -> {
            out.writeByte(HANDLE);
            out.writeInt(id);
            text(out, handle);
        });
    }

    static byte[] data(int id, byte[] part) {
        return packet(out -> {
            out.writeByte(DATA);
            out.writeInt(id);
            out.writeInt(part.length);
            out.write(part);
        });
    }

    static byte[] names(int id, List<Entry> entries) {
        return packet(out -> {
            out.writeByte(NAME);
            out.writeInt(id);
            out.writeInt(entries.size());
            for (var entry : entries) {
                text(out, entry.name());
                text(out, entry.listed());
                if (entry.status().isPresent()) {
                    attributes(out, entry.status().get());
                } else {
                    out.writeInt(0);
                }
            }
        });
    }

    static byte[] attributes(int id, FileStatus status) {
        return packet(out -> {
            out.writeByte(ATTRS);
            out.writeInt(id);
            attributes(out, status);
        });
    }

    private static void attributes(DataOutputStream out, FileStatus status) throws IOException {
        out.writeInt(ATTR_SIZE | ATTR_OWNER | ATTR_MODE | ATTR_TIMES);
        out.writeLong(status.size());
        out.writeInt(status.uid());
        out.writeInt(status.gid());
        out.writeInt(status.kind().bits() | status.mode());
        int seconds = (int) status.modified().getEpochSecond();
        out.writeInt(seconds);
        out.writeInt(seconds);
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private interface Writing {
        void to(DataOutputStream out) throws IOException;
    }

    private static byte[] packet(Writing writing) {
        var bytes = new ByteArrayOutputStream();
        try {
            writing.to(new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
