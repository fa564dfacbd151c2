package dev.thruway.lab.guest.os;

/// What a program does.
@FunctionalInterface
public interface Program {

    /// Runs to its end and answers the exit code. A [dev.thruway.lab.guest.fs.FileException] that
    /// escapes is printed as most programs print it, with exit code 1.
    int run(Invocation call) throws InterruptedException;
}
