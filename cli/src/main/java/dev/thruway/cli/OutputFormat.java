package dev.thruway.cli;

import java.util.Locale;

/// The form of a result, as `-o` names it.
public enum OutputFormat {
    TEXT,
    JSON,
    /// One JSON document a line, each as it happens.
    JSONL,
    YAML,
    /// Text with every column; where a command says so.
    WIDE,
    /// Comma-separated values (RFC 4180); where a command says so.
    CSV;

    /// True where a machine reads it, and a command writes a `Document`.
    public boolean isDocument() {
        return this == JSON || this == JSONL || this == YAML;
    }

    /// As it is typed.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
