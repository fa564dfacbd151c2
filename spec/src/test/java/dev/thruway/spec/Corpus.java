package dev.thruway.spec;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The files that tests read: the examples, more that are right, and wrong ones that say in
/// comments what is wrong with them.
final class Corpus {

    static final Path FOLDER = Path.of("/home/op/cluster");
    static final Path HOME = Path.of("/home/op");

    private Corpus() {}

    static Path root() {
        return Path.of("..").toAbsolutePath().normalize();
    }

    static Stream<Path> good() {
        return Stream.concat(yaml(root().resolve("examples")), yaml(resources("good")));
    }

    static Stream<Path> bad() {
        return yaml(resources("bad"));
    }

    private static Path resources(String folder) {
        return Path.of("src/test/resources/dev/thruway/spec").resolve(folder);
    }

    private static Stream<Path> yaml(Path folder) {
        try (var files = Files.list(folder)) {
            return files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static SpecResult parse(String... texts) {
        var sources = new ArrayList<Source>();
        for (var text : texts) {
            sources.add(new Source((char) ('a' + sources.size()) + ".yaml", FOLDER, text));
        }
        return new SpecParser(HOME).parse(sources, new Problems());
    }

    static List<SpecError> errors(SpecResult result) {
        return switch (result) {
            case SpecResult.Read _ -> List.of();
            case SpecResult.Refused(var errors) -> errors;
        };
    }
}
