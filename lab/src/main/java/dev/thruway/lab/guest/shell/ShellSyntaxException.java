package dev.thruway.lab.guest.shell;

/// A script that is none.
public final class ShellSyntaxException extends RuntimeException {

    private static final long serialVersionUID = 1;

    ShellSyntaxException(String message) {
        super("Syntax error: " + message);
    }
}
