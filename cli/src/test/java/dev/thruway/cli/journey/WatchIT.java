package dev.thruway.cli.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.cli.lab.TestLab;
import dev.thruway.cli.main.Run;
import dev.thruway.cli.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class WatchIT {

    @TempDir private Path folder;

    @Test
    void tellsEachChangeAsItHappensAndEndsWhereAllIsTrue() throws Exception {
        try (var lab = TestLab.start(folder, "seed")) {
            lab.write("thruway.yaml", lab.fileWithoutGuest(1));
            var watching =
                    CompletableFuture.supplyAsync(() ->
                            lab.run(
                                    "status",
                                    "-w",
                                    "--interval",
                                    "1",
                                    "--until-true",
                                    "-o",
                                    "jsonl"));
            assertThat(lab.run("apply", "--yes").code()).isZero();
            var run = watching.get(60, TimeUnit.SECONDS);
            assertThat(run.code()).isZero();
            var json = JsonMapper.builder().build();
            var changes =
                    run.out()
                            .lines()
                            .map(json::readTree)
                            .filter(d -> d.path("id").asString().equals("host.passthrough-active"))
                            .toList();
            assertThat(changes).hasSizeBetween(1, 2);
            assertThat(changes.getLast().path("status").asString()).isEqualTo("true");
            assertThat(changes.getFirst().path("before").isNull()).isTrue();
        }
    }

    @Test
    void endsWith130WhenItIsInterrupted() throws Exception {
        try (var lab = TestLab.start(folder, "seed")) {
            var run = interrupted(() -> lab.run("status", "--watch"));
            assertThat(run.code()).isEqualTo(130);
            assertThat(run.out()).contains("[no]  passthrough is off");
        }
    }

    @Test
    void drawsAnewOnATerminalAndTellsNoChanges() throws Exception {
        var terminal =
                new Terminal(
                        Terminal.Stream.TERMINAL,
                        Terminal.Stream.TERMINAL,
                        Terminal.Stream.TERMINAL,
                        OptionalInt.of(100),
                        Terminal.Colour.ALLOWED);
        try (var lab = TestLab.start(folder, "seed")) {
            var run =
                    interrupted(() ->
                            Run.on(
                                    terminal,
                                    folder,
                                    lab.environment(),
                                    "",
                                    "status",
                                    "-w",
                                    "--interval",
                                    "1"));
            var looks = run.out().split("\u001b\\[H", -1);
            assertThat(looks).hasSizeGreaterThan(2);
            assertThat(looks[0]).isEmpty();
            assertThat(looks[2])
                    .contains("Looking every 1 s", "vm.powered-on")
                    .endsWith("\u001b[J\n");
        }
    }

    /// Runs for a few looks.
    private static Run interrupted(Supplier<Run> command) throws Exception {
        var ended = new CompletableFuture<Run>();
        var thread = Thread.ofPlatform().start(() -> ended.complete(command.get()));
        Thread.sleep(Duration.ofSeconds(4));
        thread.interrupt();
        return ended.get(30, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "status -w --interval 0 | from 1 to 3600",
                "status --until-true    | needs --watch",
                "status -w -o json      | text or jsonl",
                "status -w -o yaml      | text or jsonl",
            })
    void refusesWhatMakesNoSense(String line, String sentence) throws IOException {
        var run = Run.in(folder, Map.of(), "", line.split(" +"));
        assertThat(run.code()).isEqualTo(64);
        assertThat(run.err()).contains(sentence).hasLineCount(1);
    }
}
