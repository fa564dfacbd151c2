package dev.thruway.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thruway.domain.text.Phrase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
final class OutFileTest {

    @TempDir Path folder;

    @Test
    void takesThePlaceOfAFile() throws IOException {
        var file = folder.resolve("out.yaml");
        write(file, "first");
        write(file, "second");
        assertThat(file).hasContent("second");
        try (var all = Files.list(folder)) {
            assertThat(all).containsExactly(file);
        }
    }

    @Test
    void writesTheFileThatALinkLeadsTo() throws IOException {
        var file = Files.writeString(folder.resolve("out.yaml"), "first");
        var link = Files.createSymbolicLink(folder.resolve("link.yaml"), file);
        write(link, "second");
        assertThat(link).isSymbolicLink();
        assertThat(file).hasContent("second");
    }

    @Test
    void neverReplacesWhatIsNoFile() throws IOException {
        var link = Files.createSymbolicLink(folder.resolve("nothing"), Path.of("/dev/null"));
        write(link, "text");
        assertThat(link).isSymbolicLink();
        assertThat(Files.isRegularFile(link)).isFalse();
    }

    private static void write(Path file, String text) {
        OutFile.write(file, file, text);
    }

    private String why(Path file) {
        var why = new AtomicReference<Phrase>();
        assertThatThrownBy(() -> write(file, "text"))
                .isInstanceOfSatisfying(Failure.class, f -> why.set(f.phrase()));
        return why.get().parts().get("why").key();
    }

    @Test
    void saysWhyItCannotBeWritten() throws IOException {
        var file = Files.writeString(folder.resolve("out.yaml"), "first");
        assertThat(why(folder)).isEqualTo("cli.not-written.folder");
        assertThat(why(folder.resolve("nowhere/out.yaml"))).isEqualTo("cli.not-written.no-folder");
        assertThat(why(file.resolve("out.yaml"))).isEqualTo("cli.not-written.no-folder");
        try (var all = Files.list(folder)) {
            assertThat(all).containsExactly(file);
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void saysThatNoFileCanBeMadeThere() {
        assertThat(why(Path.of("/proc/out.yaml"))).isEqualTo("cli.not-written.refused");
    }
}
