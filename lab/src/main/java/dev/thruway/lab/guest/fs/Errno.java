package dev.thruway.lab.guest.fs;

/// Why a system call failed, with the text of strerror(3).
public enum Errno {
    EPERM("Operation not permitted"),
    ENOENT("No such file or directory"),
    EACCES("Permission denied"),
    EBUSY("Device or resource busy"),
    EEXIST("File exists"),
    ENODEV("No such device"),
    ENOTDIR("Not a directory"),
    EISDIR("Is a directory"),
    EINVAL("Invalid argument"),
    ENOSPC("No space left on device"),
    EROFS("Read-only file system"),
    ENOTEMPTY("Directory not empty"),
    ELOOP("Too many levels of symbolic links"),
    ENOEXEC("Exec format error"),
    EKEYREJECTED("Key was rejected by service");

    private final String text;

    Errno(String text) {
        this.text = text;
    }

    public String text() {
        return text;
    }
}
