package dev.thruway.cli;

import dev.thruway.domain.text.Phrase;
import dev.thruway.knowledge.GpuCatalog;
import dev.thruway.knowledge.OwnCatalog;
import dev.thruway.knowledge.data.BadData;
import dev.thruway.spec.FileText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The GPU catalog with the user's own entries: what `thruway-catalog.yaml` holds beside each file
/// that is read, or in each folder.
public final class OwnCatalogs {

    private static final String STANDARD_INPUT = "-";

    private final CommandContext context;

    public OwnCatalogs(CommandContext context) {
        this.context = context;
    }

    /// For the files that `-f` names, or the default one where it names none. Throws as the other
    /// does, and where a file that is named is not there.
    public GpuCatalog catalog() {
        context.options().files().forEach(this::requireThere);
        return catalog(context.options().filesOrDefault());
    }

    /// For these files, named as `-f` names them. A folder without a catalog of its own is as good;
    /// throws [Failure] where a catalog is wrong.
    public GpuCatalog catalog(List<String> files) {
        try {
            var own = new LinkedHashMap<Path, String>();
            files.forEach(file -> place(file, own));
            return GpuCatalog.builtIn()
                    .with(
                            own.entrySet().stream()
                                    .flatMap(e -> read(e.getValue(), e.getKey()).stream())
                                    .toList());
        } catch (BadData e) {
            throw new Failure(
                    ExitCode.USAGE,
                    Phrase.of("cli.own-catalog-wrong", "place", e.place(), "what", e.phrase()),
                    e);
        }
    }

    /// Its catalog would be missed without a word.
    private void requireThere(String file) {
        if (!file.equals(STANDARD_INPUT) && !isThere(file)) {
            throw new Failure(ExitCode.USAGE, Phrase.of("cli.no-such-file", "file", file));
        }
    }

    private boolean isThere(String file) {
        try {
            return Files.exists(context.surroundings().workingDirectory().resolve(file));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /// The catalog beside a file, and how it is named to the user: from where they stand.
    private void place(String file, Map<Path, String> own) {
        var here = context.surroundings().workingDirectory();
        try {
            var typed = Path.of(file.equals(STANDARD_INPUT) ? "" : file);
            var folder =
                    Files.isDirectory(here.resolve(typed))
                            ? typed
                            : Optional.ofNullable(typed.getParent()).orElse(Path.of(""));
            var catalog = folder.resolve(OwnCatalog.FILE_NAME);
            own.putIfAbsent(here.resolve(catalog).toAbsolutePath().normalize(), catalog.toString());
        } catch (InvalidPathException e) {
            // What is no path holds no catalog; whoever reads the file itself says so.
            return;
        }
    }

    private static Optional<OwnCatalog> read(String name, Path file) {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        // Reading a pipe would wait for whoever writes into it.
        if (!Files.isRegularFile(file)) {
            throw BadData.ofFile(name, Phrase.of("data.no-file"));
        }
        try (var bytes = Files.newInputStream(file)) {
            return switch (FileText.of(bytes, OwnCatalog.MAX_BYTES)) {
                case FileText.Text(var text) -> Optional.of(new OwnCatalog(name, text));
                case FileText.TooLarge _ ->
                        throw BadData.ofFile(
                                name,
                                Phrase.of("data.too-large", "kib", OwnCatalog.MAX_BYTES >> 10));
                case FileText.NotUtf8 _ -> throw BadData.ofFile(name, Phrase.of("data.not-utf8"));
            };
        } catch (IOException e) {
            throw BadData.ofFile(name, Phrase.of("data.unreadable"));
        }
    }
}
