package dev.thruway.recorder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Keeps bodies as files: each content once, and of each shape, which is a body without its texts,
/// the first few. What goes past the limit of the whole is an error, not a silent loss.
public final class WireRecorder {

    /// Names the folder. Its files are removed at the start: they are of an older build.
    static final String PROPERTY = "thruway.wire";

    private static final int PER_SHAPE = 3;
    private static final long MOST_BYTES = 256L << 20;

    private static final Optional<WireRecorder> OF_THIS_BUILD =
            Optional.ofNullable(System.getProperty(PROPERTY))
                    .map(folder -> new WireRecorder(Path.of(folder)));

    private final Path folder;
    private final Set<String> contents = new HashSet<>();
    private final Map<String, Integer> shapes = new HashMap<>();
    private long bytes;

    WireRecorder(Path folder) {
        this.folder = folder;
        try {
            Files.createDirectories(folder);
            try (var old = Files.newDirectoryStream(folder, "*.xml")) {
                for (var file : old) {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The recorder of this JVM; empty where the build names no folder.
    public static Optional<WireRecorder> ofThisBuild() {
        return OF_THIS_BUILD;
    }

    /// Keeps a request that is like none so far.
    public void request(String body) {
        keep("request", body);
    }

    /// Keeps an answer that is like none so far.
    public void answer(String body) {
        keep("answer", body);
    }

    private synchronized void keep(String kind, String body) {
        var shape = hash(shape(body));
        int known = shapes.getOrDefault(shape, 0);
        if (known >= PER_SHAPE) {
            return;
        }
        var content = hash(body);
        if (!contents.add(content)) {
            return;
        }
        shapes.put(shape, known + 1);
        var encoded = body.getBytes(StandardCharsets.UTF_8);
        bytes += encoded.length;
        if (bytes > MOST_BYTES) {
            throw new IllegalStateException("more than " + MOST_BYTES + " bytes of SOAP");
        }
        try {
            Files.write(folder.resolve(kind + "-" + content + ".xml"), encoded);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The tags alone.
    private static String shape(String body) {
        var tags = new StringBuilder();
        int at = body.indexOf('<');
        while (at >= 0) {
            int end = body.indexOf('>', at);
            if (end < 0) {
                return tags.append(body, at, body.length()).toString();
            }
            tags.append(body, at, end + 1);
            at = body.indexOf('<', end);
        }
        return tags.toString();
    }

    private static String hash(String text) {
        try {
            var sha = MessageDigest.getInstance("SHA-256");
            var digest = sha.digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
