package dev.thruway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Text that is kept in a file beside the tests, so that a change of it is seen in a review.
///
/// `-Dgolden=write` writes the files anew; without it a difference fails the test.
public final class Golden {

    private static final Path FOLDER = Path.of("src", "test", "golden");
    private static final boolean WRITE = "write".equals(System.getProperty("golden"));

    private Golden() {}

    /// The text is that of the file under `src/test/golden`.
    public static void check(String name, String text) throws IOException {
        checkFile(FOLDER.resolve(name), text);
    }

    /// The text is that of this file.
    public static void checkFile(Path file, String text) throws IOException {
        if (WRITE) {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, text);
        }
        assertThat(file).as("written by -Dgolden=write").exists();
        assertThat(text)
                .as("%s; -Dgolden=write writes it anew", file)
                .isEqualTo(Files.readString(file));
    }
}
