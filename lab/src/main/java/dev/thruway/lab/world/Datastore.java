package dev.thruway.lab.world;

import dev.thruway.lab.world.Refusal.Reason;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// The files of a datastore, in memory. Paths are relative to its root, with `/` between folders.
public final class Datastore {

    private static final int MAX_FILE = 4 << 20;
    private static final int MAX_ENTRIES = 10_000;

    private final Changes changes;
    private final Timeline timeline;
    private final String name;
    private final long capacity;
    private final NavigableMap<String, Node> nodes = new TreeMap<>();

    private sealed interface Node {}

    private record Folder(Instant modified) implements Node {}

    private static final class File implements Node {
        private final Instant modified;
        private final byte[] content;

        File(Instant modified, byte[] content) {
            this.modified = modified;
            this.content = content.clone();
        }
    }

    Datastore(Changes changes, Timeline timeline, String name, long capacity) {
        this.changes = changes;
        this.timeline = timeline;
        this.name = name;
        this.capacity = capacity;
    }

    public String name() {
        return name;
    }

    /// An id that follows from the name, in the form of a VMFS volume's.
    public String uuid() {
        return "65f0c1b0-%08x-88aa-5cba2c0f0385".formatted(name.hashCode());
    }

    public long capacity() {
        return capacity;
    }

    /// Makes a folder. One that exists is refused: that is what makes it usable as a lock.
    public void makeFolder(String path, boolean parentsToo) {
        changes.write(() -> {
            var clean = clean(path);
            if (clean.isEmpty() || nodes.containsKey(clean)) {
                throw new Refusal(new Reason.FileExists(bracketed(clean)));
            }
            var parent = parent(clean);
            if (!folderExists(parent)) {
                if (!parentsToo) {
                    throw new Refusal(new Reason.FileNotFound(bracketed(parent)));
                }
                makeFolder(parent, true);
            }
            put(clean, new Folder(timeline.now()));
        });
    }

    /// Writes a whole file into a folder that exists.
    public void write(String path, byte[] content) {
        changes.write(() -> {
            var clean = clean(path);
            if (clean.isEmpty() || nodes.get(clean) instanceof Folder) {
                throw new Refusal(new Reason.FileExists(bracketed(clean)));
            }
            if (!folderExists(parent(clean))) {
                throw new Refusal(new Reason.FileNotFound(bracketed(parent(clean))));
            }
            if (content.length > MAX_FILE) {
                throw new Refusal(new Reason.InvalidArgument("content"));
            }
            put(clean, new File(timeline.now(), content));
        });
    }

    /// Has some files from the beginning.
    void begin(Map<String, String> files) {
        files.forEach((path, text) -> {
            var folder = parent(clean(path));
            if (!folderExists(folder)) {
                makeFolder(folder, true);
            }
            write(path, text.getBytes(StandardCharsets.UTF_8));
        });
    }

    /// Appends to a file of text, which is made where there is none. The oldest part of a file that
    /// grows too long is kept, the newest dropped.
    void append(String path, String text) {
        changes.write(() -> {
            var old = read(path).orElse(new byte[0]);
            var more = text.getBytes(StandardCharsets.UTF_8);
            if (old.length + more.length <= MAX_FILE) {
                var all = Arrays.copyOf(old, old.length + more.length);
                System.arraycopy(more, 0, all, old.length, more.length);
                write(path, all);
            }
        });
    }

    /// Renames a file; nothing happens where there is none.
    void rename(String from, String to) {
        changes.write(() -> {
            var node = nodes.remove(clean(from));
            if (node != null) {
                nodes.put(clean(to), node);
            }
        });
    }

    /// Deletes a file, or a folder with all in it.
    public void delete(String path) {
        changes.write(() -> {
            var clean = clean(path);
            if (clean.isEmpty() || nodes.remove(clean) == null) {
                throw new Refusal(new Reason.FileNotFound(bracketed(clean)));
            }
            nodes.keySet().removeIf(other -> other.startsWith(clean + "/"));
        });
    }

    /// The content of a file; empty where there is no such file.
    public Optional<byte[]> read(String path) {
        return changes.read(() ->
                nodes.get(clean(path)) instanceof File file
                        ? Optional.of(file.content.clone())
                        : Optional.empty());
    }

    /// What a folder holds; refused where there is no such folder.
    public DatastoreFolder list(String path) {
        return changes.read(() -> {
            var clean = clean(path);
            if (!folderExists(clean)) {
                throw new Refusal(new Reason.FileNotFound(bracketed(clean)));
            }
            var prefix = clean.isEmpty() ? "" : clean + "/";
            var entries = new ArrayList<DatastoreFolder.Entry>();
            nodes.forEach((key, node) -> {
                if (key.startsWith(prefix) && key.indexOf('/', prefix.length()) < 0) {
                    entries.add(entry(key.substring(prefix.length()), node));
                }
            });
            return new DatastoreFolder(this, clean, entries);
        });
    }

    /// All files under a folder, with their paths from the root.
    public List<DatastoreFolder.Entry> filesUnder(String folder) {
        return changes.read(() -> {
            var result = new ArrayList<DatastoreFolder.Entry>();
            nodes.forEach((key, node) -> {
                if (key.startsWith(clean(folder) + "/") && node instanceof File) {
                    result.add(entry(key, node));
                }
            });
            return result;
        });
    }

    private static DatastoreFolder.Entry entry(String name, Node node) {
        return switch (node) {
            case Folder(var modified) -> new DatastoreFolder.Entry(name, true, 0, modified);
            case File file ->
                    new DatastoreFolder.Entry(name, false, file.content.length, file.modified);
        };
    }

    private void put(String path, Node node) {
        if (nodes.size() >= MAX_ENTRIES && !nodes.containsKey(path)) {
            throw new Refusal(new Reason.InvalidState("The datastore is full."));
        }
        nodes.put(path, node);
    }

    private boolean folderExists(String path) {
        return path.isEmpty() || nodes.get(path) instanceof Folder;
    }

    private String bracketed(String path) {
        return "[%s] %s".formatted(name, path);
    }

    private static String parent(String path) {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? "" : path.substring(0, slash);
    }

    private static String clean(String path) {
        var parts = new ArrayList<String>();
        for (var part : path.split("/", -1)) {
            if (part.equals("..")) {
                throw new Refusal(new Reason.InvalidArgument("path"));
            }
            if (!part.isEmpty() && !part.equals(".")) {
                parts.add(part);
            }
        }
        return String.join("/", parts);
    }
}
