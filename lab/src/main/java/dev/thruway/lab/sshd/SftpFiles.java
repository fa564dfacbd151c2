package dev.thruway.lab.sshd;

import dev.thruway.lab.guest.fs.Errno;
import dev.thruway.lab.guest.fs.FileException;
import dev.thruway.lab.guest.fs.FileStatus;
import dev.thruway.lab.guest.fs.FileSystem;
import dev.thruway.lab.guest.fs.Paths;
import dev.thruway.lab.guest.fs.User;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// SFTP version 3 (draft-ietf-secsh-filexfer-02) over the guest's files, for one user.
final class SftpFiles {

    private static final int INIT = 1;
    private static final int VERSION = 2;
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
    private static final int STATUS = 101;
    private static final int HANDLE = 102;
    private static final int DATA = 103;
    private static final int NAME = 104;
    private static final int ATTRS = 105;

    private static final int OK = 0;
    private static final int EOF = 1;
    private static final int NO_SUCH_FILE = 2;
    private static final int PERMISSION_DENIED = 3;
    private static final int FAILURE = 4;
    private static final int UNSUPPORTED = 8;

    private static final int FLAG_WRITE = 0x02;
    private static final int FLAG_CREATE = 0x08;
    private static final int FLAG_TRUNCATE = 0x10;
    private static final int FLAG_EXCLUSIVE = 0x20;
    private static final int ATTR_SIZE = 0x01;
    private static final int ATTR_OWNER = 0x02;
    private static final int ATTR_MODE = 0x04;
    private static final int MAX_READ = 128 * 1024;
    private static final int MAX_HANDLES = 100;

    private final FileSystem files;
    private final User user;
    private final String home;
    private final Map<String, String> open = new HashMap<>();
    private final Map<String, List<String>> listings = new HashMap<>();
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
            return packet(out -> {
                out.writeByte(VERSION);
                out.writeInt(3);
            });
        }
        int id = in.getInt();
        try {
            return answer(type, id, in);
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
            case STAT -> attributes(id, files.stat(user, path(in)));
            case LSTAT -> attributes(id, files.lstat(user, path(in)));
            case FSTAT -> attributes(id, files.stat(user, opened(in)));
            case SETSTAT -> setStat(id, path(in), in);
            case FSETSTAT -> setStat(id, opened(in), in);
            case OPENDIR -> openDirectory(id, path(in));
            case READDIR -> readDirectory(id, text(in));
            case REMOVE, RMDIR -> {
                files.remove(user, path(in));
                yield status(id, OK, "");
            }
            case MKDIR -> {
                files.makeDirectory(user, path(in), 0755);
                yield status(id, OK, "");
            }
            case REALPATH -> names(id, List.of(path(in)));
            case RENAME -> {
                files.rename(user, path(in), path(in));
                yield status(id, OK, "");
            }
            default -> status(id, UNSUPPORTED, "not supported");
        };
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

    private String opened(ByteBuffer in) {
        var path = open.get(text(in));
        if (path == null) {
            throw new IllegalArgumentException("no such handle");
        }
        return path;
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
        boolean exists = files.exists(user, path);
        if ((flags & FLAG_WRITE) == 0) {
            files.read(user, path);
        } else if (exists && (flags & FLAG_EXCLUSIVE) != 0) {
            return status(id, FAILURE, "File exists");
        } else if (!exists && (flags & FLAG_CREATE) == 0) {
            return status(id, NO_SUCH_FILE, "No such file or directory");
        } else if (!exists || (flags & FLAG_TRUNCATE) != 0) {
            files.write(user, path, "", 0644);
        }
        var handle = newHandle();
        open.put(handle, path);
        return handleAnswer(id, handle);
    }

    private static byte[] handleAnswer(int id, String handle) {
        return packet(out -> {
            out.writeByte(HANDLE);
            out.writeInt(id);
            write(out, handle);
        });
    }

    private byte[] close(int id, String handle) {
        open.remove(handle);
        listings.remove(handle);
        return status(id, OK, "");
    }

    private byte[] read(int id, ByteBuffer in) {
        var content = files.read(user, opened(in));
        long offset = in.getLong();
        int length = Math.min(in.getInt(), MAX_READ);
        if (offset < 0 || offset >= content.length) {
            return status(id, EOF, "End of file");
        }
        int end = (int) Math.min(content.length, offset + length);
        var part = Arrays.copyOfRange(content, (int) offset, end);
        return packet(out -> {
            out.writeByte(DATA);
            out.writeInt(id);
            out.writeInt(part.length);
            out.write(part);
        });
    }

    private byte[] write(int id, ByteBuffer in) {
        var path = opened(in);
        long offset = in.getLong();
        var part = new byte[in.getInt()];
        in.get(part);
        files.writeAt(user, path, offset, part);
        return status(id, OK, "");
    }

    private byte[] setStat(int id, String path, ByteBuffer in) {
        int flags = in.getInt();
        if ((flags & ATTR_SIZE) != 0) {
            in.getLong();
        }
        if ((flags & ATTR_OWNER) != 0) {
            files.changeOwner(user, path, in.getInt(), in.getInt());
        }
        if ((flags & ATTR_MODE) != 0) {
            files.changeMode(user, path, in.getInt() & 07777);
        }
        return status(id, OK, "");
    }

    private byte[] openDirectory(int id, String path) {
        var handle = newHandle();
        var names = new ArrayList<>(List.of(".", ".."));
        names.addAll(files.list(user, path));
        listings.put(handle, names);
        return handleAnswer(id, handle);
    }

    private byte[] readDirectory(int id, String handle) {
        var names = listings.put(handle, List.of());
        return names == null || names.isEmpty() ? status(id, EOF, "End of file") : names(id, names);
    }

    private static byte[] names(int id, List<String> names) {
        return packet(out -> {
            out.writeByte(NAME);
            out.writeInt(id);
            out.writeInt(names.size());
            for (var name : names) {
                write(out, name);
                write(out, name);
                out.writeInt(0);
            }
        });
    }

    private static byte[] attributes(int id, FileStatus stat) {
        return packet(out -> {
            out.writeByte(ATTRS);
            out.writeInt(id);
            out.writeInt(ATTR_SIZE | ATTR_OWNER | ATTR_MODE);
            out.writeLong(stat.size());
            out.writeInt(stat.uid());
            out.writeInt(stat.gid());
            out.writeInt(stat.kind().bits() | stat.mode());
        });
    }

    private static byte[] status(int id, int code, String message) {
        return packet(out -> {
            out.writeByte(STATUS);
            out.writeInt(id);
            out.writeInt(code);
            write(out, message);
            write(out, "");
        });
    }

    private static void write(DataOutputStream out, String text) throws IOException {
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
