package dev.thruway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
final class OutFileTest {

    @TempDir Path folder;

    @Test
    void takesThePlaceOfAFile() throws IOException {
        var file = folder.resolve("out.yaml");
        OutFile.write(file, "first");
        OutFile.write(file, "second");
        assertThat(file).hasContent("second");
        try (var all = Files.list(folder)) {
            assertThat(all).containsExactly(file);
        }
    }

    @Test
    void writesTheFileThatALinkLeadsTo() throws IOException {
        var file = Files.writeString(folder.resolve("out.yaml"), "first");
        var link = Files.createSymbolicLink(folder.resolve("link.yaml"), file);
        OutFile.write(link, "second");
        assertThat(link).isSymbolicLink();
        assertThat(file).hasContent("second");
    }

    @Test
    void neverReplacesWhatIsNoFile() throws IOException {
        var link = Files.createSymbolicLink(folder.resolve("nothing"), Path.of("/dev/null"));
        OutFile.write(link, "text");
        assertThat(link).isSymbolicLink();
        assertThat(Files.isRegularFile(link)).isFalse();
    }
}
