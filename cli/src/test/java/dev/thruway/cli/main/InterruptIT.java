package dev.thruway.cli.main;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.cli.lab.TestLab;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/// Ctrl-C, over processes of their own.
final class InterruptIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private static final String[] APPLY = {"apply", "--yes", "--approve", "host-reboot=dl385-01"};

    @TempDir Path folder;

    /// A process, with all that it wrote.
    private record Started(Process process, Path out, Path err) implements AutoCloseable {

        /// Presses Ctrl-C, and answers the exit code.
        int interrupted() throws IOException, InterruptedException {
            var pid = Long.toString(process.pid());
            assertThat(new ProcessBuilder("kill", "-INT", pid).start().waitFor()).isZero();
            return ended();
        }

        int ended() throws InterruptedException {
            assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
            return process.exitValue();
        }

        void waitFor(Path file, String text) throws IOException, InterruptedException {
            var deadline = Instant.now().plus(LIMIT);
            while (!Files.readString(file).contains(text)) {
                assertThat(process.isAlive() && Instant.now().isBefore(deadline))
                        .as(Files.readString(out) + Files.readString(err))
                        .isTrue();
                Thread.sleep(20);
            }
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }

    /// Also where this process ignores the signal, which its children inherit.
    private Started start(Map<String, String> environment, String... args) throws IOException {
        var argv =
                new ArrayList<>(
                        List.of(
                                "env",
                                "--default-signal=INT",
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Djava.io.tmpdir=" + Files.createDirectories(temporary()),
                                "-cp",
                                Path.of("target/thruway/lib").toAbsolutePath() + "/*",
                                Main.class.getName()));
        argv.addAll(List.of(args));
        var out = Files.createTempFile(folder, "out", "");
        var err = Files.createTempFile(folder, "err", "");
        var builder =
                new ProcessBuilder(argv)
                        .directory(folder.toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile());
        builder.environment().putAll(environment);
        builder.environment().put("LC_ALL", "C");
        return new Started(builder.start(), out, err);
    }

    private Path temporary() {
        return folder.resolve("temporary");
    }

    @Test
    void anApplyGivesBackItsLockAndTheNextOneFinishes() throws Exception {
        try (var lab = TestLab.startAt(folder, "seed", 60)) {
            lab.write("thruway.yaml", lab.fileWithoutGuest(1));
            try (var apply = start(lab.environment(), APPLY)) {
                // The settle time of ten seconds, in which the host answers.
                apply.waitFor(apply.err(), "waiting whether it stays on");
                assertThat(locks(lab)).isNotEmpty();

                assertThat(apply.interrupted()).isEqualTo(130);

                assertThat(Files.readString(apply.err()))
                        .endsWith("Interrupted. Run it again: it carries on from what it finds.\n");
            }
            assertThat(locks(lab)).isEmpty();
            assertThat(lab.lab().openSessions()).isZero();

            try (var again = start(lab.environment(), APPLY)) {
                assertThat(again.ended()).as(Files.readString(again.err())).isZero();
            }
        }
    }

    @Test
    void aCaptureSaysNothingButThatItWasInterrupted() throws Exception {
        var slow = "faults: [{operation: RetrievePropertiesEx, after: \"3\", delay: 1 m}]\n";
        try (var lab = TestLab.like(folder, slow)) {
            lab.write("thruway.yaml", lab.fileWithoutGuest(1));
            try (var capture = start(lab.environment(), "capture", "--out", "copy.yaml")) {
                capture.waitFor(capture.err(), "Looking");
                while (lab.lab().openSessions() == 0) {
                    Thread.sleep(20);
                }

                assertThat(capture.interrupted()).isEqualTo(130);

                assertThat(Files.readString(capture.err()))
                        .isEqualTo(
                                """
                                Looking at servers, VMs and guests
                                thruway: Interrupted. Run it again: it carries on from what it finds.
                                """);
            }
            assertThat(folder.resolve("copy.yaml")).doesNotExist();
        }
    }

    private static List<String> locks(TestLab lab) {
        return lab.lab().world().servers().stream()
                .flatMap(s -> s.host().datastore().filesUnder(".thruway").stream())
                .map(f -> f.name())
                .filter(name -> name.contains("/lock/"))
                .toList();
    }

    @Test
    void aLabIsClosedQuietlyAndLeavesNothingBehind() throws Exception {
        try (var lab = start(Map.of(), "lab", "start", "-o", "jsonl")) {
            lab.waitFor(lab.out(), "\n");
            var told = JsonMapper.builder().build().readTree(Files.readString(lab.out()));
            assertThat(Path.of(told.path("spec").asString())).isRegularFile();

            assertThat(lab.interrupted()).isEqualTo(130);

            assertThat(Files.readString(lab.err())).isEmpty();
        }
        try (var left = Files.list(temporary())) {
            assertThat(left).isEmpty();
        }
    }
}
