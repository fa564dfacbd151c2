package dev.thruway.lab.guest.shell;

import java.util.List;

/// Starts programs.
@FunctionalInterface
public interface Launcher {

    /// Runs a program to its end and answers its exit code; 127 where there is none of that name.
    int launch(List<String> argv, ProcessContext context) throws InterruptedException;
}
