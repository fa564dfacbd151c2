package dev.thruway.lab.guest.shell;

import dev.thruway.lab.guest.fs.FileSystem;
import dev.thruway.lab.guest.fs.User;
import java.io.OutputStream;
import java.util.Arrays;

/// A file that is open for writing at its end.
final class FileOutput extends OutputStream {

    private final FileSystem files;
    private final User user;
    private final String path;

    FileOutput(FileSystem files, User user, String path) {
        this.files = files;
        this.user = user;
        this.path = path;
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        files.append(user, path, Arrays.copyOfRange(bytes, offset, offset + length));
    }

    @Override
    public void close() {
        // Written through.
    }
}
