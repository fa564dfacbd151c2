package dev.thruway.cli.main;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Which cache of classes the launcher starts a command with. A command that is new fails here
/// until it is on one of the lists, and in the launcher where it connects.
class RehearsalTest {

    private static final List<String> CONNECTING =
            List.of(
                    "demo",
                    "gpus",
                    "check",
                    "capture",
                    "plan",
                    "apply",
                    "status",
                    "verify",
                    "undo",
                    "diagnose");

    private static final List<String> SHORT =
            List.of("lab", "validate", "history", "mmio", "catalog", "completion");

    private static String rehearsalFor(String words) throws IOException {
        var script = ". ../bin/aot-cache; rehearsal_for " + words;
        var bash = new ProcessBuilder("bash", "-c", script).redirectErrorStream(true).start();
        return new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }

    @Test
    void everyCommandHasOne() throws IOException {
        assertThat(Registry.entries())
                .extracting(Entry::name)
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(CONNECTING.stream(), SHORT.stream()).toList());
        for (var command : CONNECTING) {
            assertThat(rehearsalFor(command)).as(command).isEqualTo("connecting");
        }
        for (var command : SHORT) {
            assertThat(rehearsalFor(command)).as(command).isEqualTo("short");
        }
    }

    @Test
    void aCommandIsFoundBehindTheOptions() throws IOException {
        assertThat(rehearsalFor("-f other.yaml --lang ja plan gpu02")).isEqualTo("connecting");
        assertThat(rehearsalFor("")).isEqualTo("short");
        assertThat(rehearsalFor("--help")).isEqualTo("short");
    }
}
