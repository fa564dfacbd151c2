package dev.thruway.cli.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.cli.lab.TestLab;
import dev.thruway.cli.main.Run;
import dev.thruway.lab.world.EsxHost;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Somebody else works on the same host.
final class LockedIT {

    @TempDir Path folder;

    private static String lock(EsxHost host) {
        return ".thruway/" + host.systemId() + "/lock";
    }

    private static void write(EsxHost host, String file, String text) {
        host.datastore().write(lock(host) + "/" + file, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void beat(EsxHost host, AtomicBoolean ended) throws InterruptedException {
        for (int beat = 1; !ended.get(); beat++) {
            write(host, "beat.json", "{\"beat\":" + beat + "}\n");
            Thread.sleep(Duration.ofMillis(500));
        }
    }

    @Test
    void theRunOfAnotherComputerThatIsAtWorkIsLeftAlone() throws Exception {
        try (var lab = TestLab.start(folder, "seed")) {
            lab.write("thruway.yaml", lab.fileWithoutGuest(1));
            var host = lab.lab().world().servers().getFirst().host();
            host.datastore().makeFolder(lock(host), true);
            write(
                    host,
                    "who.json",
                    """
                    {"who":"suzuki@ops-02","pid":7,"since":"2026-03-01T02:00:00Z","silenceSeconds":120}
                    """);
            var ended = new AtomicBoolean();
            var working =
                    Thread.ofVirtual()
                            .start(() -> {
                                try {
                                    beat(host, ended);
                                } catch (InterruptedException _) {
                                    Thread.currentThread().interrupt();
                                }
                            });
            try {
                var run = Run.in(folder, lab.environment(), "", "apply", "--yes", "--no-input");

                assertThat(run.code()).as(run.err()).isEqualTo(1);
                assertThat(run.err())
                        .contains("locked by suzuki@ops-02 since 2026-03-01T02:00:00Z")
                        .endsWith("that run is at work. Wait until it has ended.\n");
                assertThat(host.available()).as("nothing is switched").isEmpty();
            } finally {
                ended.set(true);
                working.join();
            }
        }
    }
}
