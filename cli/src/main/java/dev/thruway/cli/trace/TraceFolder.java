package dev.thruway.cli.trace;

import dev.thruway.cli.ExitCode;
import dev.thruway.cli.Failure;
import dev.thruway.cli.output.Document;
import dev.thruway.cli.output.DocumentText;
import dev.thruway.cli.trace.Recording.Message;
import dev.thruway.domain.text.Phrase;
import dev.thruway.guest.GuestTrace;
import dev.thruway.redfish.RedfishTrace;
import dev.thruway.vsphere.client.WireTrace;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A folder that gets every exchange of a run. What is there already stays, also what another run
/// writes at the same time: numbers go on behind it.
///
/// Only its owner can read what it writes. Where it cannot write any more, it says so once, and the
/// run goes on: a trace is never the reason why work stops.
public final class TraceFolder implements Tracing {

    private static final String INDEX = "index.jsonl";
    private static final FileAttribute<?> FOLDER_OF_OWNER = owner("rwx------");
    private static final FileAttribute<?> FILE_OF_OWNER = owner("rw-------");

    private static final Pattern NUMBERED = Pattern.compile("([0-9]{6})-");

    /// Of endpoint and operation, what a file's name shows.
    private static final int NAME_LENGTH = 60;

    private final Path folder;
    private final TraceLimits limits;
    private final Consumer<Phrase> complaints;
    private final KnownSecrets secrets = new KnownSecrets();
    private final ReentrantLock lock = new ReentrantLock();
    private int number;
    private int last;
    private long written;
    private boolean stopped;

    private TraceFolder(Path folder, TraceLimits limits, Consumer<Phrase> complaints) {
        this.folder = folder;
        this.limits = limits;
        this.complaints = complaints;
    }

    private static FileAttribute<?> owner(String permissions) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
    }

    /// Makes the folder where it is not there. Throws [Failure] where it cannot be written.
    ///
    /// @param about what the first line of the index says of this run
    /// @param complaints is told where writing fails later on
    public static TraceFolder open(Path folder, Document about, Consumer<Phrase> complaints) {
        return open(folder, TraceLimits.DEFAULT, about, complaints);
    }

    static TraceFolder open(
            Path folder, TraceLimits limits, Document about, Consumer<Phrase> complaints) {
        var trace = new TraceFolder(folder, limits, complaints);
        try {
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(folder, FOLDER_OF_OWNER);
            }
            trace.number = trace.lastNumber();
            trace.last = trace.number + limits.exchanges();
            trace.appendToIndex(about);
            return trace;
        } catch (IOException e) {
            throw new Failure(
                    ExitCode.FAILED,
                    Phrase.of("cli.trace.unwritable", "folder", folder, "says", reason(e)),
                    e);
        }
    }

    private int lastNumber() throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> NUMBERED.matcher(file.getFileName().toString()))
                    .filter(Matcher::lookingAt)
                    .mapToInt(m -> Integer.parseInt(m.group(1)))
                    .max()
                    .orElse(0);
        }
    }

    /// What the file system said: its exceptions' text is often the path alone.
    private static String reason(IOException e) {
        return e.getClass().getSimpleName().replaceFirst("Exception$", "") + " " + e.getMessage();
    }

    @Override
    public WireTrace vsphere(String endpoint) {
        return exchange -> record(Recordings.of(endpoint, exchange));
    }

    @Override
    public RedfishTrace redfish(String endpoint) {
        return exchange -> record(Recordings.of(endpoint, exchange));
    }

    @Override
    public GuestTrace guest(String endpoint) {
        return exchange -> record(Recordings.of(endpoint, exchange, secrets));
    }

    @Override
    public void hide(char[] secret) {
        secrets.hide(secret);
    }

    private void record(Recording recording) {
        lock.lock();
        try {
            if (!stopped) {
                write(recording);
            }
        } catch (IOException e) {
            stop(Phrase.of("cli.trace.stopped", "folder", folder, "says", reason(e)));
        } finally {
            lock.unlock();
        }
    }

    private void stop(Phrase why) {
        stopped = true;
        complaints.accept(why);
    }

    private void write(Recording recording) throws IOException {
        var request = text(recording.request());
        var answer = text(recording.answer());
        written += request.length() + answer.length();
        if (written > limits.total() || number >= last) {
            stop(Phrase.of("cli.trace.full", "folder", folder));
            return;
        }
        var name = name(recording);
        var requestFile = create(name, ".request" + recording.suffix());
        var answerFile = requestFile.replace(".request.", ".answer.");
        Files.writeString(folder.resolve(requestFile), request);
        writeNew(answerFile, answer);
        var line =
                Document.part()
                        .with("number", number)
                        .with("protocol", recording.protocol())
                        .with("endpoint", recording.endpoint())
                        .with("startedAt", recording.startedAt())
                        .with("tookMillis", recording.took().toMillis());
        recording.index().fields().forEach(line::with);
        line.with("request", requestFile)
                .with("answer", answerFile)
                .with("cut", isLong(recording.request()) || isLong(recording.answer()));
        appendToIndex(line);
    }

    private String name(Recording recording) {
        var text = recording.protocol() + "-" + recording.endpoint() + "-" + recording.operation();
        var plain = secrets.removedFrom(text).replaceAll("[^A-Za-z0-9.]+", "-");
        var cut = plain.substring(0, Math.min(NAME_LENGTH, plain.length()));
        return cut.replaceAll("-$", "");
    }

    /// The name of a new file with the next number that is free.
    private String create(String name, String ending) throws IOException {
        while (true) {
            number++;
            var file = "%06d-%s%s".formatted(number, name, ending);
            try {
                Files.createFile(folder.resolve(file), FILE_OF_OWNER);
                return file;
            } catch (FileAlreadyExistsException _) {
                // Another run took it in this moment.
            }
        }
    }

    private void writeNew(String file, String text) throws IOException {
        Files.createFile(folder.resolve(file), FILE_OF_OWNER);
        Files.writeString(folder.resolve(file), text);
    }

    private String text(Message message) {
        // Cut afterwards: half of a secret would not be recognised.
        var clean = secrets.removedFrom(message.head() + "\n" + message.body());
        int most = message.head().length() + 1 + limits.body();
        return clean.substring(0, Math.min(most, clean.length()));
    }

    private boolean isLong(Message message) {
        return message.body().length() > limits.body();
    }

    /// One line in one write, so that two runs do not mix theirs.
    private void appendToIndex(Document line) throws IOException {
        var index = folder.resolve(INDEX);
        try {
            Files.createFile(index, FILE_OF_OWNER);
        } catch (FileAlreadyExistsException _) {
            // As it should be, from the second line on.
        }
        Files.writeString(
                index,
                secrets.removedFrom(DocumentText.jsonLine(line)),
                StandardOpenOption.APPEND,
                StandardOpenOption.WRITE);
    }
}
