package dev.thruway.lab.guest.fs;

/// A system call on a file failed.
public final class FileException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final Errno errno;
    private final String path;

    public FileException(Errno errno, String path) {
        super(path + ": " + errno.text());
        this.errno = errno;
        this.path = path;
    }

    public Errno errno() {
        return errno;
    }

    public String path() {
        return path;
    }
}
