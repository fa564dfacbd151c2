package dev.thruway.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpecReaderTest {

    private static final String SERVER =
            """
            apiVersion: thruway/v1
            servers: {a: {bmc: {url: https://a, username: a, password: {file: p}}}}
            """;
    private static final String VM =
            "apiVersion: thruway/v1\nvms: {b: {server: a, gpus: [{model: L4}]}}\n";

    @TempDir Path folder;

    @BeforeEach
    void writeFiles() throws IOException {
        Files.createDirectory(folder.resolve("fleet"));
        Files.writeString(folder.resolve("fleet/a.yaml"), SERVER);
        Files.writeString(folder.resolve("fleet/b.yml"), VM);
        Files.writeString(folder.resolve("fleet/thruway-catalog.yaml"), "gpus: []\n");
        Files.writeString(folder.resolve("fleet/.hidden.yaml"), "x");
        Files.writeString(folder.resolve("fleet/README.md"), "x");
    }

    private SpecResult read(String... arguments) {
        var stdin = new ByteArrayInputStream(VM.getBytes(StandardCharsets.UTF_8));
        return new SpecReader(folder, folder, stdin).read(List.of(arguments));
    }

    private static List<String> keys(SpecResult result) {
        return Corpus.errors(result).stream().map(e -> e.phrase().key()).toList();
    }

    @Test
    void readsAFolderWithoutTheCatalogAndOtherFiles() {
        var result = read("fleet");
        assertThat(keys(result)).isEmpty();
        assertThat(((SpecResult.Read) result).files())
                .containsExactly("fleet/a.yaml", "fleet/b.yml");
    }

    @Test
    void readsStandardInputBesideFiles() {
        assertThat(keys(read("fleet/a.yaml", "-"))).isEmpty();
    }

    @Test
    void takesPathsAsRelativeToTheirFile() {
        var spec = ((SpecResult.Read) read("fleet")).spec();
        assertThat(spec.server("a").orElseThrow().bmc().orElseThrow().endpoint().password())
                .hasToString("File[path=" + folder.resolve("fleet/p") + "]");
    }

    @Test
    void saysWhichFileCannotBeRead() throws IOException {
        Files.write(folder.resolve("latin.yaml"), new byte[] {'a', ':', ' ', (byte) 0xE4});
        Files.createDirectory(folder.resolve("empty"));
        assertThat(keys(read("none.yaml"))).containsExactly("spec.no-such-file");
        assertThat(keys(read("latin.yaml"))).containsExactly("spec.not-utf8");
        assertThat(keys(read("empty"))).containsExactly("spec.empty-folder");
        assertThat(keys(read("nul\0.yaml"))).containsExactly("spec.unreadable");
    }

    @Test
    void forgivesAByteOrderMark() throws IOException {
        Files.writeString(folder.resolve("bom.yaml"), "\uFEFF" + SERVER);
        assertThat(keys(read("bom.yaml"))).isEmpty();
    }

    @Test
    void refusesAFileThatIsNamedTwice() {
        assertThat(keys(read("fleet/a.yaml", "fleet/a.yaml"))).containsExactly("spec.name-twice");
    }
}
