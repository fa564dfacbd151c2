package dev.thruway.spec.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.thruway.domain.spec.SecretRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretResolverTest {

    @TempDir Path folder;

    private final SecretResolver resolver =
            new SecretResolver(
                    Map.of("PASSWORD", "hunter2", "EMPTY", "", "PATH", System.getenv("PATH")),
                    Duration.ofSeconds(20));

    private String read(SecretRef ref) {
        var resolution = resolver.resolve(ref);
        assertThat(resolution.toString()).doesNotContain("hunter2");
        return switch (resolution) {
            case Resolution.Resolved(var secret) -> new String(secret.characters());
            case Resolution.Missing(var why) -> why.key();
        };
    }

    private SecretRef shell(String line) {
        return new SecretRef.Command(List.of("sh", "-c", line), folder);
    }

    private SecretRef file(String content) throws IOException {
        return new SecretRef.File(Files.writeString(folder.resolve("secret"), content));
    }

    @Test
    void readsAnEnvironmentVariableAsItIs() {
        assertThat(read(new SecretRef.Env("PASSWORD"))).isEqualTo("hunter2");
        assertThat(read(new SecretRef.Env("EMPTY"))).isEqualTo("secret.variable-not-set");
        assertThat(read(new SecretRef.Env("MISSING"))).isEqualTo("secret.variable-not-set");
    }

    @Test
    void readsAFileWithoutTheLineEndThatClosesIt() throws IOException {
        assertThat(read(file("hunter2\n"))).isEqualTo("hunter2");
        assertThat(read(file("hunter2\r\n"))).isEqualTo("hunter2");
        assertThat(read(file(" line 1\nline 2 \n\n"))).isEqualTo(" line 1\nline 2 \n");
        assertThat(read(file("\n"))).isEqualTo("secret.empty-file");
        assertThat(read(new SecretRef.File(folder.resolve("none"))))
                .isEqualTo("secret.no-such-file");
        assertThat(read(new SecretRef.File(folder))).isEqualTo("secret.unreadable-file");
    }

    @Test
    void refusesAFileThatIsNoSecret() throws IOException {
        assertThat(read(file("x".repeat(64 << 10)))).hasSize(64 << 10);
        assertThat(read(file("x".repeat((64 << 10) + 1)))).isEqualTo("secret.too-long");
        Files.write(folder.resolve("binary"), new byte[] {(byte) 0xFF, 0});
        assertThat(read(new SecretRef.File(folder.resolve("binary")))).isEqualTo("secret.not-text");
    }

    @Test
    void readsWhatAProgramPrintsInTheFoldersOfTheFile() throws IOException {
        file("hunter2\n");
        assertThat(read(shell("cat secret"))).isEqualTo("hunter2");
        assertThat(read(new SecretRef.Command(List.of("cat", "secret"), folder)))
                .isEqualTo("hunter2");
        assertThat(read(shell("echo $PASSWORD; cat"))).isEqualTo("hunter2");
    }

    @Test
    void saysHowAProgramFailedWithoutItsArgumentsOrOutput() {
        assertThat(read(shell("echo hunter2; echo hunter2 >&2; exit 3")))
                .isEqualTo("secret.command-failed");
        assertThat(read(shell("true"))).isEqualTo("secret.command-empty");
        assertThat(read(new SecretRef.Command(List.of("no-such-program", "hunter2"), folder)))
                .isEqualTo("secret.command-not-started");
    }

    @Test
    void stopsAProgramThatDoesNotEnd() {
        var impatient = new SecretResolver(Map.of("PATH", "/bin:/usr/bin"), Duration.ofMillis(50));
        var ref = shell("sleep 60 | cat");
        assertThat(impatient.resolve(ref)).isInstanceOf(Resolution.Missing.class);
    }

    @Test
    void aSecretShowsNothingAndIsGoneWhenClosed() {
        var secret = Secret.copyOf("hunter2".toCharArray());
        assertThat(secret).hasToString("***");
        secret.close();
        assertThatIllegalStateException().isThrownBy(secret::characters);
    }
}
