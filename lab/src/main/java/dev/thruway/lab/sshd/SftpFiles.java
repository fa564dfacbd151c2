package dev.thruway.lab.sshd;

import static dev.thruway.lab.sshd.SftpReply.ATTR_MODE;
import static dev.thruway.lab.sshd.SftpReply.ATTR_OWNER;
import static dev.thruway.lab.sshd.SftpReply.ATTR_SIZE;
import static dev.thruway.lab.sshd.SftpReply.EOF;
import static dev.thruway.lab.sshd.SftpReply.FAILURE;
import static dev.thruway.lab.sshd.SftpReply.NO_SUCH_FILE;
import static dev.thruway.lab.sshd.SftpReply.OK;
import static dev.thruway.lab.sshd.SftpReply.PERMISSION_DENIED;
import static dev.thruway.lab.sshd.SftpReply.UNSUPPORTED;
import static dev.thruway.lab.sshd.SftpReply.status;

import dev.thruway.lab.guest.fs.Errno;
import dev.thruway.lab.guest.fs.FileException;
import dev.thruway.lab.guest.fs.FileSystem;
import dev.thruway.lab.guest.fs.Paths;
import dev.thruway.lab.guest.fs.User;
import dev.thruway.lab.sshd.SftpReply.Entry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// SFTP version 3 (draft-ietf-secsh-filexfer-02) over the guest's files, for one user, with the
/// extensions of OpenSSH that clients ask for (its PROTOCOL file).
final class SftpFiles {

    private static final int INIT = 1;
    private static final int OPEN = 3;
    private static final int CLOSE = 4;
    private static final int READ = 5;
    private static final int WRITE = 6;
    private static final int LSTAT = 7;
    private static final int FSTAT = 8;
    private static final int SETSTAT = 9;
    private static final int FSETSTAT = 10;
    private static final int OPENDIR = 11;
    private static final int READDIR = 12;
    private static final int REMOVE = 13;
    private static final int MKDIR = 14;
    private static final int RMDIR = 15;
    private static final int REALPATH = 16;
    private static final int STAT = 17;
    private static final int RENAME = 18;
    private static final int READLINK = 19;
    private static final int SYMLINK = 20;
    private static final int EXTENDED = 200;

    private static final String POSIX_RENAME = "posix-rename@openssh.com";
    private static final String FSYNC = "fsync@openssh.com";

    private static final int FLAG_WRITE = 0x02;
    private static final int FLAG_APPEND = 0x04;
    private static final int FLAG_CREATE = 0x08;
    private static final int FLAG_TRUNCATE = 0x10;
    private static final int FLAG_EXCLUSIVE = 0x20;
    private static final int MAX_READ = 128 * 1024;
    private static final int MAX_HANDLES = 100;

    /// Names in one answer, as OpenSSH's server sends them.
    private static final int MAX_NAMES = 100;

    /// A file that is open.
    private record Opened(String path, boolean append) {}

    private final FileSystem files;
    private final User user;
    private final String home;
    private final Map<String, Opened> open = new HashMap<>();
    private final Map<String, Deque<Entry>> listings = new HashMap<>();
    private int handles;

    SftpFiles(FileSystem files, User user, String home) {
        this.files = files;
        this.user = user;
        this.home = home;
    }

    /// The answer to one packet, both without their lengths.
    byte[] answer(byte[] packet) {
        var in = ByteBuffer.wrap(packet);
        int type = in.get();
        if (type == INIT) {
            return SftpReply.version(Map.of(POSIX_RENAME, "1", FSYNC, "1"));
        }
        int id = in.getInt();
        try {
            return answer(type & 0xFF, id, in);
        } catch (FileException e) {
            return status(id, code(e.errno()), e.errno().text());
        } catch (RuntimeException e) {
            return status(id, FAILURE, "bad message");
        }
    }

    private static int code(Errno errno) {
        return switch (errno) {
            case ENOENT -> NO_SUCH_FILE;
            case EACCES, EPERM -> PERMISSION_DENIED;
            default -> FAILURE;
        };
    }

    private byte[] answer(int type, int id, ByteBuffer in) {
        return switch (type) {
            case OPEN -> open(id, in);
            case CLOSE -> close(id, text(in));
            case READ -> read(id, in);
            case WRITE -> write(id, in);
            case STAT -> SftpReply.attributes(id, files.stat(user, path(in)));
            case LSTAT -> SftpReply.attributes(id, files.lstat(user, path(in)));
            case FSTAT -> SftpReply.attributes(id, files.stat(user, opened(in).path()));
            case SETSTAT -> setStat(id, path(in), in);
            case FSETSTAT -> setStat(id, opened(in).path(), in);
            case OPENDIR -> openDirectory(id, path(in));
            case READDIR -> readDirectory(id, text(in));
            case REMOVE -> done(id, () -> files.removeFile(user, path(in)));
            case RMDIR -> done(id, () -> files.removeDirectory(user, path(in)));
            case MKDIR ->
                    done(id, () -> files.makeDirectory(user, path(in), modeOr(in, 0777) & ~022));
            case REALPATH -> names(id, real(path(in)));
            case RENAME -> rename(id, path(in), path(in));
            case READLINK -> readLink(id, path(in));
            case SYMLINK -> symbolicLink(id, in);
            case EXTENDED -> extended(id, text(in), in);
            default -> status(id, UNSUPPORTED, "not supported");
        };
    }

    private static byte[] done(int id, Runnable work) {
        work.run();
        return status(id, OK, "");
    }

    private static byte[] names(int id, String name) {
        return SftpReply.names(id, List.of(new Entry(name, Optional.empty())));
    }

    private static String text(ByteBuffer in) {
        var bytes = new byte[in.getInt()];
        in.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private String path(ByteBuffer in) {
        var text = text(in);
        return Paths.resolve(home, text.isEmpty() ? "." : text);
    }

    /// Without dots and links; what is not there is only tidied up.
    private String real(String path) {
        return files.exists(user, path) ? files.realPath(user, path) : Paths.normal(path);
    }

    private Opened opened(ByteBuffer in) {
        var found = open.get(text(in));
        if (found == null) {
            throw new IllegalArgumentException("no such handle");
        }
        return found;
    }

    private String newHandle() {
        if (open.size() + listings.size() >= MAX_HANDLES) {
            throw new IllegalStateException("too many handles");
        }
        return "h" + handles++;
    }

    private byte[] open(int id, ByteBuffer in) {
        var path = path(in);
        int flags = in.getInt();
        int mode = modeOr(in, 0666) & ~022;
        boolean exists = files.exists(user, path);
        if ((flags & FLAG_WRITE) == 0) {
            files.read(user, path);
        } else if (exists && (flags & FLAG_EXCLUSIVE) != 0) {
            return status(id, FAILURE, "File exists");
        } else if (!exists && (flags & FLAG_CREATE) == 0) {
            return status(id, NO_SUCH_FILE, "No such file or directory");
        } else if (!exists || (flags & FLAG_TRUNCATE) != 0) {
            files.write(user, path, "", mode);
        } else if (!files.mayAccess(user, path, 2)) {
            return status(id, PERMISSION_DENIED, "Permission denied");
        }
        var handle = newHandle();
        open.put(handle, new Opened(path, (flags & FLAG_APPEND) != 0));
        return SftpReply.handle(id, handle);
    }

    /// The mode among the attributes that follow.
    private static int modeOr(ByteBuffer in, int otherwise) {
        if (in.remaining() < 4) {
            return otherwise;
        }
        int flags = in.getInt();
        if ((flags & ATTR_SIZE) != 0) {
            in.getLong();
        }
        if ((flags & ATTR_OWNER) != 0) {
            in.getLong();
        }
        return (flags & ATTR_MODE) != 0 ? in.getInt() & 07777 : otherwise;
    }

    private byte[] close(int id, String handle) {
        boolean file = open.remove(handle) != null;
        boolean listing = listings.remove(handle) != null;
        return file || listing ? status(id, OK, "") : status(id, FAILURE, "no such handle");
    }

    private byte[] read(int id, ByteBuffer in) {
        var path = opened(in).path();
        long offset = in.getLong();
        int length = Math.min(in.getInt(), MAX_READ);
        if (offset < 0 || length < 0) {
            return status(id, FAILURE, "bad message");
        }
        var part = files.readAt(user, path, offset, length);
        return part.length == 0 ? status(id, EOF, "End of file") : SftpReply.data(id, part);
    }

    private byte[] write(int id, ByteBuffer in) {
        var file = opened(in);
        long offset = in.getLong();
        var part = new byte[in.getInt()];
        in.get(part);
        if (file.append()) {
            files.append(user, file.path(), part);
        } else {
            files.writeAt(user, file.path(), offset, part);
        }
        return status(id, OK, "");
    }

    private byte[] setStat(int id, String path, ByteBuffer in) {
        int flags = in.getInt();
        if ((flags & ATTR_SIZE) != 0) {
            files.resize(user, path, in.getLong());
        }
        if ((flags & ATTR_OWNER) != 0) {
            int uid = in.getInt();
            int gid = in.getInt();
            var before = files.stat(user, path);
            if (before.uid() != uid || before.gid() != gid) {
                files.changeOwner(user, path, uid, gid);
            }
        }
        if ((flags & ATTR_MODE) != 0) {
            files.changeMode(user, path, in.getInt() & 07777);
        }
        return status(id, OK, "");
    }

    private byte[] openDirectory(int id, String path) {
        var entries = new ArrayDeque<Entry>();
        entries.add(new Entry(".", Optional.of(files.stat(user, path))));
        entries.add(new Entry("..", Optional.empty()));
        for (var name : files.list(user, path)) {
            var status = files.lstat(user, Paths.child(path, name));
            entries.add(new Entry(name, Optional.of(status)));
        }
        var handle = newHandle();
        listings.put(handle, entries);
        return SftpReply.handle(id, handle);
    }

    private byte[] readDirectory(int id, String handle) {
        var rest = listings.get(handle);
        if (rest == null) {
            return status(id, FAILURE, "no such handle");
        }
        var some = new ArrayList<Entry>();
        while (some.size() < MAX_NAMES && !rest.isEmpty()) {
            some.add(rest.removeFirst());
        }
        return some.isEmpty() ? status(id, EOF, "End of file") : SftpReply.names(id, some);
    }

    /// Replaces nothing, unlike rename(2).
    private byte[] rename(int id, String from, String to) {
        if (files.exists(user, to)) {
            files.lstat(user, from);
            return status(id, FAILURE, "Failure");
        }
        return done(id, () -> files.rename(user, from, to));
    }

    private byte[] readLink(int id, String path) {
        var found = files.lstat(user, path);
        return found.link()
                ? names(id, found.linkTarget())
                : status(id, FAILURE, Errno.EINVAL.text());
    }

    /// OpenSSH has the target first, whatever the draft says (its PROTOCOL file, section 4.1).
    private byte[] symbolicLink(int id, ByteBuffer in) {
        var target = text(in);
        var link = path(in);
        return done(id, () -> files.link(user, link, target));
    }

    private byte[] extended(int id, String name, ByteBuffer in) {
        return switch (name) {
            case POSIX_RENAME -> done(id, () -> files.rename(user, path(in), path(in)));
            case FSYNC -> done(id, () -> opened(in));
            default -> status(id, UNSUPPORTED, "not supported");
        };
    }
}
