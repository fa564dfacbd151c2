package dev.thruway.lab.replay;

import java.nio.file.Path;

/// A folder is no recording that can be replayed.
public final class ReplayException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ReplayException(Path file, String problem) {
        super(file + ": " + problem);
    }

    ReplayException(Path file, int line, String problem) {
        super(file + ":" + line + ": " + problem);
    }
}
