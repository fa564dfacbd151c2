package dev.thruway.cli.trust;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/// The fingerprints that a person accepted, in a file that only its owner can read or write.
///
/// A line is protocol, address, fingerprint, time and who accepted it, with a space between. Lines
/// are added and never changed; to take a decision back, a person deletes its line. A line that
/// cannot be read counts as none.
public final class KnownFingerprints {

    /// More would not have been accepted by hand.
    private static final int LINES = 100_000;

    private final Path file;

    public KnownFingerprints(Path file) {
        this.file = file;
    }

    public Path file() {
        return file;
    }

    /// The fingerprint that was accepted of this machine. Of two lines the later one counts.
    public Optional<String> of(Peer peer) {
        return lines().stream()
                .map(line -> line.strip().split("\\s+"))
                .filter(words -> words.length >= 3)
                .filter(words ->
                        words[0].equals(peer.kind().word())
                                && words[1].equalsIgnoreCase(peer.address()))
                .map(words -> words[2])
                .filter(fingerprint -> fingerprint.matches(pattern(peer.kind())))
                .reduce((_, later) -> later);
    }

    private static String pattern(Peer.Kind kind) {
        return switch (kind) {
            case HTTPS -> "sha256:[0-9a-f]{64}";
            case SSH -> "SHA256:[A-Za-z0-9+/]{43}";
        };
    }

    private List<String> lines() {
        // A reader made here replaces what is no UTF-8; that of Files would throw.
        try (var in = Files.newInputStream(file);
                var text = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return text.lines().limit(LINES).toList();
        } catch (NoSuchFileException _) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException("fingerprints in " + file, e);
        }
    }

    /// Keeps what a person accepted.
    public synchronized void add(Peer peer, String fingerprint, Instant at, String who) {
        var words =
                List.of(
                        peer.kind().word(),
                        peer.address(),
                        fingerprint,
                        at.truncatedTo(ChronoUnit.SECONDS).toString(),
                        who.replaceAll("\\s+", "_"));
        try {
            Files.createDirectories(
                    file.toAbsolutePath().getParent(),
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
            create();
            Files.writeString(file, String.join(" ", words) + "\n", StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("fingerprints in " + file, e);
        }
    }

    private void create() throws IOException {
        try {
            Files.createFile(
                    file,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
        } catch (FileAlreadyExistsException _) {
            // As it should be, from the second line on.
        }
    }
}
