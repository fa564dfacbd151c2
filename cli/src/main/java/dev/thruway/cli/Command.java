package dev.thruway.cli;

import java.util.EnumSet;
import java.util.Set;

/// One command, after its arguments were read.
public interface Command {

    /// Does it. A result goes to standard output, all else to standard error.
    ExitCode run();

    /// What `-o` may be here.
    default Set<OutputFormat> formats() {
        return EnumSet.of(
                OutputFormat.TEXT, OutputFormat.JSON, OutputFormat.JSONL, OutputFormat.YAML);
    }
}
