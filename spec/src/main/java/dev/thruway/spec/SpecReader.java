package dev.thruway.spec;

import dev.thruway.domain.text.Phrase;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Reads the files of a run, as `-f` names them: a file, a folder (all `*.yaml` and `*.yml`
/// directly in it, but `thruway-catalog.yaml`), or `-` for standard input.
public final class SpecReader {

    /// Holds the user's own GPU catalog, beside the files that use it.
    private static final String CATALOG = "thruway-catalog.yaml";

    private static final String STANDARD_INPUT = "-";
    private static final int MAX_BYTES = 8 << 20;
    private static final int MAX_FILES = 1_000;

    private final Path workingDirectory;
    private final InputStream stdin;
    private final SpecParser parser;

    /// @param home what `~` means in a file
    public SpecReader(Path workingDirectory, Path home, InputStream stdin) {
        this.workingDirectory = workingDirectory;
        this.stdin = stdin;
        this.parser = new SpecParser(home);
    }

    /// Reads one text that is in no file of this computer.
    public static SpecResult parse(String text, Path home) {
        return new SpecParser(home).parse(List.of(new Source("-", home, text)), new Problems());
    }

    /// Reads them all, and answers one spec or every error. Never throws for what it finds.
    public SpecResult read(List<String> arguments) {
        var problems = new Problems();
        var sources = new ArrayList<Source>();
        for (var argument : arguments) {
            if (argument.equals(STANDARD_INPUT)) {
                readStandardInput(sources, problems);
            } else {
                readNamed(argument, sources, problems);
            }
        }
        if (!problems.isEmpty()) {
            return SpecParser.refused(problems, arguments);
        }
        return parser.parse(sources, problems);
    }

    private void readStandardInput(List<Source> sources, Problems problems) {
        try {
            add(STANDARD_INPUT, workingDirectory, stdin, sources, problems);
        } catch (IOException e) {
            unreadable(STANDARD_INPUT, problems);
        }
    }

    private void readNamed(String argument, List<Source> sources, Problems problems) {
        try {
            var path = workingDirectory.resolve(argument);
            if (!Files.isDirectory(path)) {
                readFile(argument, path, sources, problems);
                return;
            }
            var files = filesIn(path);
            for (var file : files.stream().limit(MAX_FILES).toList()) {
                var name = Path.of(argument).resolve(path.relativize(file)).toString();
                readFile(name, file, sources, problems);
            }
            if (files.isEmpty() || files.size() > MAX_FILES) {
                var key = files.isEmpty() ? "spec.empty-folder" : "spec.too-many-files";
                problems.add(
                        Position.startOf(argument),
                        Phrase.of(key, "folder", argument, "limit", MAX_FILES));
            }
        } catch (IOException | InvalidPathException e) {
            unreadable(argument, problems);
        }
    }

    private static List<Path> filesIn(Path folder) throws IOException {
        try (var all = Files.list(folder)) {
            return all.filter(SpecReader::isSpec).sorted().limit(MAX_FILES + 1L).toList();
        }
    }

    private static boolean isSpec(Path file) {
        var name = file.getFileName().toString();
        return (name.endsWith(".yaml") || name.endsWith(".yml"))
                && !name.startsWith(".")
                && !name.equals(CATALOG)
                && Files.isRegularFile(file);
    }

    private static void readFile(String name, Path file, List<Source> sources, Problems problems) {
        try (var bytes = Files.newInputStream(file)) {
            var parent = file.toAbsolutePath().getParent();
            add(name, parent == null ? file : parent, bytes, sources, problems);
        } catch (NoSuchFileException e) {
            problems.add(Position.startOf(name), Phrase.of("spec.no-such-file", "file", name));
        } catch (IOException e) {
            unreadable(name, problems);
        }
    }

    private static void add(
            String name, Path folder, InputStream in, List<Source> sources, Problems problems)
            throws IOException {
        var start = Position.startOf(name);
        switch (FileText.of(in, MAX_BYTES)) {
            case FileText.Text(var text) -> sources.add(new Source(name, folder, text));
            case FileText.TooLarge _ ->
                    problems.add(start, Phrase.of("spec.file-too-large", "mib", MAX_BYTES >> 20));
            case FileText.NotUtf8 _ -> problems.add(start, Phrase.of("spec.not-utf8"));
        }
    }

    private static void unreadable(String name, Problems problems) {
        problems.add(Position.startOf(name), Phrase.of("spec.unreadable", "file", name));
    }
}
