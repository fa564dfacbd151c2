package dev.thruway.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/// The options that every command takes, before or after its name. Filled while the arguments are
/// read, and not changed afterwards.
public final class GlobalOptions {

    /// What is read where no file is named.
    public static final String DEFAULT_FILE = "thruway.yaml";

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            order = 100,
            scope = ScopeType.INHERIT)
    private List<String> files = new ArrayList<>();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            order = 101,
            scope = ScopeType.INHERIT)
    private OutputFormat output = OutputFormat.TEXT;

    // Read before all other arguments, as help and errors are in this language too.
    @Option(names = "--lang", paramLabel = "en|ja", order = 102, scope = ScopeType.INHERIT)
    private @Nullable String language;

    @Option(names = "--no-input", order = 103, scope = ScopeType.INHERIT)
    private boolean noInput;

    @Option(
            names = {"-v", "--verbose"},
            order = 104,
            scope = ScopeType.INHERIT)
    private boolean verbose;

    @Option(names = "--trace", paramLabel = "DIR", order = 105, scope = ScopeType.INHERIT)
    private @Nullable Path trace;

    /// The files, folders or `-` named by `-f`; empty where none is.
    public List<String> files() {
        return List.copyOf(files);
    }

    /// As `files`, or the default one where none is named.
    public List<String> filesOrDefault() {
        return files.isEmpty() ? List.of(DEFAULT_FILE) : files();
    }

    public OutputFormat output() {
        return output;
    }

    /// What `--lang` was given.
    public Optional<String> language() {
        return Optional.ofNullable(language);
    }

    /// Whether a question may be asked at all.
    public boolean mayAsk() {
        return !noInput;
    }

    public boolean verbose() {
        return verbose;
    }

    /// The folder that gets every request and answer.
    public Optional<Path> trace() {
        return Optional.ofNullable(trace);
    }
}
