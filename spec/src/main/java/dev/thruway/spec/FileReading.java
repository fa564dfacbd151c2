package dev.thruway.spec;

import dev.thruway.domain.text.Phrase;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The reading of one file: what its sections share.
final class FileReading {

    /// How many values are looked at, aliases counted each time: a small file cannot keep us busy.
    private static final int MAX_VALUES = 200_000;

    private final Source source;
    private final Path home;
    private final Problems problems;
    private final Map<String, Position> positions = new HashMap<>();
    private final List<SpecFile.Reference> references = new ArrayList<>();
    private int values;

    FileReading(Source source, Path home, Problems problems) {
        this.source = source;
        this.home = home;
        this.problems = problems;
    }

    String name() {
        return source.name();
    }

    Path folder() {
        return source.folder();
    }

    void complain(Position position, Phrase phrase) {
        problems.add(position, phrase);
    }

    /// Notes where a value stands. False where the file has had its share of values.
    boolean visit(String path, Position position) {
        positions.putIfAbsent(path, position);
        if (++values == MAX_VALUES) {
            complain(position, Phrase.of("spec.too-many-values", "limit", MAX_VALUES));
        }
        return values < MAX_VALUES;
    }

    /// Notes that a name is used that some file must give.
    void refer(SpecFile.Reference reference) {
        references.add(reference);
    }

    List<SpecFile.Reference> references() {
        return List.copyOf(references);
    }

    Positions positions() {
        return new Positions(positions);
    }

    /// A path of the file, relative to it; `~` is the home folder. Empty where the system has no
    /// such paths.
    Optional<Path> resolve(String written) {
        try {
            if (written.equals("~") || written.startsWith("~/")) {
                return Optional.of(home.resolve(written.substring(1).replaceFirst("^/+", "")));
            }
            return Optional.of(source.folder().resolve(written).normalize());
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
