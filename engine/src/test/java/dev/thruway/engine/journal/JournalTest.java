package dev.thruway.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.domain.text.Phrase;
import dev.thruway.engine.WorkingProcess;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JournalTest {

    private static final Instant START = Instant.parse("2026-03-01T02:00:00Z");

    @TempDir Path parent;

    private Journal journal() {
        return new Journal(parent.resolve("journal"));
    }

    private static JournalEntry entry(String run, long second, Phrase message) {
        return new JournalEntry(
                START.plusSeconds(second),
                run,
                "田中@管理PC",
                new WorkingProcess(4711, Optional.of(START)),
                "power-on-vm:vm/gpu02",
                "power-on-vm",
                "vm/gpu02",
                "done",
                message);
    }

    private static JournalEntry entry(String run, long second) {
        return entry(run, second, Phrase.of("run.vm-on"));
    }

    private void add(String run, byte[] bytes) throws Exception {
        Files.createDirectories(journal().folder());
        Files.write(
                journal().folder().resolve(run + ".jsonl"),
                bytes,
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    @Test
    void nothingWrittenIsNothingRead() {
        assertThat(journal().read()).isEmpty();
    }

    @Test
    void onlyItsOwnerMayReadIt() throws Exception {
        journal().append(entry("a", 0));

        assertThat(Files.getPosixFilePermissions(journal().folder().resolve("a.jsonl")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void aSentenceKeepsItsValuesAndItsParts() {
        var cause =
                Phrase.of("unread.timed-out", "what", "GET \"x\"\n", "seconds", 5)
                        .with("inner", Phrase.of("run.vm-on", "name", "グラフィック"));
        var entry = entry("a", 0, Phrase.of("blocker.vm-unread", "vm", "gpu02", "cause", cause));

        journal().append(entry);

        assertThat(journal().read()).containsExactly(entry);
    }

    @Test
    void entriesOfAllRunsComeInTheOrderOfTime() {
        journal().append(entry("b", 1));
        journal().append(entry("a", 2));
        journal().append(entry("b", 3));

        assertThat(journal().read()).extracting(JournalEntry::run).containsExactly("b", "a", "b");
    }

    @Test
    void aHalfWrittenLastLineIsSkipped() throws Exception {
        journal().append(entry("a", 0));
        var whole = Files.readAllBytes(journal().folder().resolve("a.jsonl"));
        for (int length = 1; length < whole.length; length++) {
            add("b", Arrays.copyOf(whole, length));

            assertThat(journal().read()).as("cut at %s", length).hasSize(1);

            Files.delete(journal().folder().resolve("b.jsonl"));
        }
    }

    @Test
    void linesOfSomebodyElseAreSkipped() throws Exception {
        journal().append(entry("a", 0));
        add("a", "hello\n\n[1]\nnull\n{}\n\"at\"\n".getBytes(StandardCharsets.UTF_8));
        add("a", new byte[] {(byte) 0xff, (byte) 0xfe, 0, '\n'});
        add("a", "{\"at\":{},\"key\":[1]}\n".getBytes(StandardCharsets.UTF_8));
        add("a", ("[".repeat(20_000) + "\n").getBytes(StandardCharsets.UTF_8));
        add("notes", "readable\n".getBytes(StandardCharsets.UTF_8));
        journal().append(entry("a", 1));

        assertThat(journal().read()).containsExactly(entry("a", 0), entry("a", 1));
    }

    @Test
    void aLineThatIsTooLongIsSkippedAndTheNextIsRead() throws Exception {
        var huge = new byte[3 << 20];
        Arrays.fill(huge, (byte) 'x');
        huge[huge.length - 1] = '\n';
        add("a", huge);
        journal().append(entry("a", 0));

        assertThat(journal().read()).containsExactly(entry("a", 0));
    }

    @Test
    void ofAMegabyteThatAProgramSaidTheBeginningIsKept() {
        var said = "E: " + "x".repeat(1 << 20);

        journal().append(entry("a", 0, Phrase.of("run.apt-failed", "says", said)));

        assertThat(journal().read())
                .singleElement()
                .satisfies(e ->
                        assertThat(e.message().args().get("says"))
                                .startsWith("E: x")
                                .endsWith("…")
                                .hasSizeLessThan(5_000));
    }

    @Test
    void theNewestTenThousandAreKept() throws Exception {
        journal().append(entry("a", 0));
        var line = Files.readString(journal().folder().resolve("a.jsonl"));
        var many = new StringBuilder();
        for (int i = 1; i <= 25_000; i++) {
            many.append(line.replace(START.toString(), START.plusSeconds(i).toString()));
        }
        add("a", many.toString().getBytes(StandardCharsets.UTF_8));

        var entries = journal().read();

        assertThat(entries).hasSize(10_000);
        assertThat(entries.getFirst().at()).isEqualTo(START.plusSeconds(15_001));
        assertThat(entries.getLast().at()).isEqualTo(START.plusSeconds(25_000));
    }

    @Test
    void severalMayAppendToOneFileAtTheSameTime() throws Exception {
        int files = 20;
        int writers = 4;
        var tasks = new ArrayList<Callable<Void>>();
        for (int file = 0; file < files; file++) {
            var run = "run-" + file;
            var begin = new CountDownLatch(writers);
            for (int writer = 0; writer < writers; writer++) {
                tasks.add(() -> {
                    begin.countDown();
                    begin.await();
                    for (int i = 0; i < 5; i++) {
                        journal().append(entry(run, i));
                    }
                    return null;
                });
            }
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var task : threads.invokeAll(tasks)) {
                task.get();
            }
        }

        assertThat(journal().read()).hasSize(files * writers * 5);
    }
}
