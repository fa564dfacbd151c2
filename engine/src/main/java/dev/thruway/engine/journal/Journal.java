package dev.thruway.engine.journal;

import dev.thruway.domain.text.Phrase;
import dev.thruway.engine.WorkingProcess;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// An append-only file of JSON lines, one file a run, readable by its owner only.
///
/// Each line is forced to the disk before the effect that it announces. A line that cannot be read
/// back (a crash in the middle of it, another version) is skipped, never an error: nothing is
/// decided from the journal.
public final class Journal {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// Entries that one reading returns at most, newest kept.
    private static final int READ_LIMIT = 10_000;

    /// A longer line was not written by us.
    private static final int LINE_LIMIT = 64 * 1024;

    /// What is kept of one value: a program may say a megabyte when it fails.
    private static final int VALUE_LIMIT = 4_000;

    private static final Set<OpenOption> APPENDING =
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND);

    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Path folder;
    private final ConcurrentLinkedQueue<Line> pending = new ConcurrentLinkedQueue<>();
    private final ReentrantLock writing = new ReentrantLock();

    /// After it nobody knows whose lines are on the disk.
    private @Nullable IOException failed;

    private record Line(Path file, String text) {}

    public Journal(Path folder) {
        this.folder = folder;
    }

    /// Where the files lie.
    public Path folder() {
        return folder;
    }

    /// Appends one entry, as [#append(List)] does.
    public void append(JournalEntry entry) {
        append(List.of(entry));
    }

    /// Appends entries of one run; not before they are on the disk does this return. Several
    /// threads may append at the same time: what comes while another is forced to the disk goes
    /// there together, with one force for all.
    public void append(List<JournalEntry> entries) {
        for (var entry : entries) {
            var line = write(entry) + "\n";
            pending.add(new Line(folder.resolve(entry.run() + ".jsonl"), line));
        }
        writing.lock();
        try {
            var before = failed;
            if (before != null) {
                throw before;
            }
            flush();
        } catch (IOException e) {
            failed = e;
            throw new UncheckedIOException("journal " + folder, e);
        } finally {
            writing.unlock();
        }
    }

    /// Whoever comes after a thread that has written for it finds nothing left.
    private void flush() throws IOException {
        var byFile = new LinkedHashMap<Path, ByteArrayOutputStream>();
        for (var line = pending.poll(); line != null; line = pending.poll()) {
            byFile.computeIfAbsent(line.file(), _ -> new ByteArrayOutputStream())
                    .writeBytes(line.text().getBytes(StandardCharsets.UTF_8));
        }
        if (!byFile.isEmpty()) {
            Files.createDirectories(folder);
        }
        for (var lines : byFile.entrySet()) {
            try (var channel = FileChannel.open(lines.getKey(), APPENDING, OWNER_ONLY)) {
                var buffer = ByteBuffer.wrap(lines.getValue().toByteArray());
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
                channel.force(false);
            }
        }
    }

    /// All entries that can be read, oldest first, at most the newest ten thousand.
    public List<JournalEntry> read() {
        if (Files.notExists(folder)) {
            return List.of();
        }
        var entries = new ArrayList<JournalEntry>();
        try (var files = Files.list(folder)) {
            for (var file : files.filter(f -> f.toString().endsWith(".jsonl")).sorted().toList()) {
                read(file, entries);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("journal " + folder, e);
        }
        keepNewest(entries);
        return List.copyOf(entries);
    }

    private static void read(Path file, List<JournalEntry> entries) throws IOException {
        try (var in = new BufferedInputStream(Files.newInputStream(file))) {
            var line = new ByteArrayOutputStream();
            for (int b = in.read(); b >= 0; b = in.read()) {
                if (b == '\n') {
                    parse(line).ifPresent(entries::add);
                    line.reset();
                    if (entries.size() >= 2 * READ_LIMIT) {
                        keepNewest(entries);
                    }
                } else if (line.size() <= LINE_LIMIT) {
                    line.write(b);
                }
            }
        }
    }

    private static void keepNewest(List<JournalEntry> entries) {
        entries.sort(Comparator.comparing(JournalEntry::at));
        entries.subList(0, Math.max(0, entries.size() - READ_LIMIT)).clear();
    }

    private static String write(JournalEntry entry) {
        var node = JSON.createObjectNode();
        node.put("at", entry.at().toString());
        node.put("run", entry.run());
        node.put("who", entry.who());
        entry.process().write(node);
        node.put("step", entry.step());
        node.put("action", entry.action());
        node.put("target", entry.target());
        node.put("state", entry.state());
        write(node, entry.message());
        return node.toString();
    }

    private static void write(ObjectNode node, Phrase phrase) {
        node.put("key", phrase.key());
        var args = node.putObject("args");
        phrase.args().forEach((name, value) -> args.put(name, cut(value)));
        if (!phrase.parts().isEmpty()) {
            var parts = node.putObject("parts");
            phrase.parts().forEach((name, part) -> write(parts.putObject(name), part));
        }
    }

    private static String cut(String value) {
        return value.length() <= VALUE_LIMIT ? value : value.substring(0, VALUE_LIMIT) + "…";
    }

    private static Phrase phrase(JsonNode node) {
        var args = new TreeMap<String, String>();
        node.path("args")
                .properties()
                .forEach(e -> args.put(e.getKey(), e.getValue().asString("")));
        var parts = new TreeMap<String, Phrase>();
        node.path("parts").properties().forEach(e -> parts.put(e.getKey(), phrase(e.getValue())));
        return new Phrase(text(node, "key"), args, parts);
    }

    private static Optional<JournalEntry> parse(ByteArrayOutputStream line) {
        if (line.size() > LINE_LIMIT) {
            return Optional.empty();
        }
        try {
            var node = JSON.readTree(line.toString(StandardCharsets.UTF_8));
            return Optional.of(
                    new JournalEntry(
                            Instant.parse(text(node, "at")),
                            text(node, "run"),
                            text(node, "who"),
                            WorkingProcess.read(node),
                            text(node, "step"),
                            text(node, "action"),
                            text(node, "target"),
                            text(node, "state"),
                            phrase(node)));
        } catch (JacksonException | java.time.DateTimeException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asString("");
    }
}
