package dev.thruway.cli;

/// How a run of Thruway ended, as scripts see it.
public enum ExitCode {
    /// Done, or nothing to do.
    DONE(0),
    /// It failed, or what was asked for does not hold.
    FAILED(1),
    /// `plan --detailed-exitcode`: there are changes.
    CHANGES(2),
    /// Stopped, and waiting for a person.
    WAITING(3),
    /// Wrong usage or a wrong file.
    USAGE(64),
    /// Interrupted by the keyboard: 128 + SIGINT.
    INTERRUPTED(130);

    private final int status;

    ExitCode(int status) {
        this.status = status;
    }

    public int status() {
        return status;
    }
}
