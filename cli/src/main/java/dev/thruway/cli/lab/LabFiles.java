package dev.thruway.cli.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/// A temporary folder with a lab's file in it, readable by its owner only. Closing removes it.
///
/// @param spec the `thruway.yaml`
record LabFiles(Path folder, Path spec) implements AutoCloseable {

    static LabFiles write(String text) throws IOException {
        var folder = Files.createTempDirectory("thruway-lab");
        var spec = folder.resolve("thruway.yaml");
        Files.writeString(spec, text);
        return new LabFiles(folder, spec);
    }

    @Override
    public void close() throws IOException {
        try (var all = Files.walk(folder)) {
            all.sorted(Comparator.reverseOrder()).forEach(LabFiles::delete);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static void delete(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
