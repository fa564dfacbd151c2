package dev.thruway.cli;

import dev.thruway.domain.text.Phrase;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/// A file that a command writes because it was asked to.
public final class OutFile {

    private OutFile() {}

    /// Writes it, readable by its owner only, whole or not at all. What is there and is no file,
    /// such as `/dev/stdout`, is written into: it must not be replaced.
    ///
    /// Throws a [Failure] that says why it cannot be written.
    ///
    /// @param called as the user called it
    public static void write(Path file, Path called, String text) {
        try {
            write(file, text);
        } catch (IOException e) {
            throw new Failure(
                    ExitCode.FAILED,
                    Phrase.of(
                            "cli.not-written",
                            "file",
                            called.toString().isEmpty() ? "\"\"" : called,
                            "why",
                            why(file, e)),
                    e);
        }
    }

    private static Phrase why(Path file, IOException e) {
        var parent = file.toAbsolutePath().getParent();
        if (Files.isDirectory(file)) {
            return Phrase.of("cli.not-written.folder");
        }
        if (parent != null && !Files.isDirectory(parent)) {
            return Phrase.of("cli.not-written.no-folder", "folder", parent);
        }
        if (e instanceof AccessDeniedException) {
            return Phrase.of("cli.not-written.denied");
        }
        var reason = e instanceof FileSystemException f ? f.getReason() : e.getMessage();
        return reason == null
                ? Phrase.of("cli.not-written.refused")
                : Phrase.of("cli.not-written.system", "says", reason);
    }

    private static void write(Path file, String text) throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            Files.writeString(file, text);
            return;
        }
        var target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
        var unfinished = Files.createTempFile(target.getParent(), ".thruway", ".out", ownerOnly());
        try {
            Files.writeString(unfinished, text);
            Files.move(unfinished, target, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    private static FileAttribute<?>[] ownerOnly() {
        boolean posix = Path.of("").getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
