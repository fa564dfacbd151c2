package dev.thruway.lab.guest.fs;

import dev.thruway.lab.guest.fs.FileStatus.Kind;
import dev.thruway.lab.guest.fs.Node.Device;
import dev.thruway.lab.guest.fs.Node.Directory;
import dev.thruway.lab.guest.fs.Node.GeneratedFile;
import dev.thruway.lab.guest.fs.Node.RegularFile;
import dev.thruway.lab.guest.fs.Node.SymbolicLink;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A tree of files. Every path is absolute; every operation asks whether the user may.
///
/// One lock for the whole tree: programs are few and their operations short.
public final class FileSystem {

    /// All contents together; a guest of the lab has no use for more.
    private static final long CAPACITY = 256L << 20;

    private final InstantSource clock;
    private final Directory root;
    private final PathWalk walk;
    private long used;

    public FileSystem(InstantSource clock) {
        this.clock = clock;
        this.root = new Directory(0, 0, 0755, clock.instant());
        this.walk = new PathWalk(root);
    }

    public synchronized byte[] read(User user, String path) {
        return switch (walk.existing(user, path)) {
            case RegularFile file -> allowed(user, file, 4, path).content();
            case GeneratedFile file -> allowed(user, file, 4, path).content.get();
            case Device device -> new byte[0];
            case Directory d -> throw new FileException(Errno.EISDIR, path);
            case SymbolicLink l -> throw new FileException(Errno.ELOOP, path);
        };
    }

    public String readText(User user, String path) {
        return new String(read(user, path), StandardCharsets.UTF_8);
    }

    /// Replaces a file's content, or creates the file with `mode`.
    public synchronized void write(User user, String path, byte[] content, int mode) {
        var place = walk.place(user, path);
        var there = place.node();
        if (there == null) {
            requireParent(place, path);
            allowed(user, place.parent(), 3, path);
            reserve(content.length);
            var file = new RegularFile(user.uid(), user.gid(), mode, clock.instant(), content);
            place.parent().children.put(place.name(), file);
            place.parent().modified = clock.instant();
            return;
        }
        switch (there) {
            case RegularFile file -> {
                allowed(user, file, 2, path);
                reserve(content.length - (long) file.size());
                file.resize(0);
                file.put(0, content);
                file.modified = clock.instant();
            }
            case Device device -> allowed(user, device, 2, path);
            case GeneratedFile file -> throw new FileException(Errno.EACCES, path);
            case Directory d -> throw new FileException(Errno.EISDIR, path);
            case SymbolicLink l -> throw new FileException(Errno.ELOOP, path);
        }
    }

    public void write(User user, String path, String content, int mode) {
        write(user, path, content.getBytes(StandardCharsets.UTF_8), mode);
    }

    /// A piece of a file, shorter where it ends; empty past its end.
    public synchronized byte[] readAt(User user, String path, long offset, int length) {
        if (walk.existing(user, path) instanceof RegularFile file) {
            allowed(user, file, 4, path);
            int from = (int) Math.min(offset, file.size());
            return file.content(from, (int) Math.min((long) from + length, file.size()));
        }
        var all = read(user, path);
        int from = (int) Math.min(offset, all.length);
        return Arrays.copyOfRange(all, from, (int) Math.min((long) from + length, all.length));
    }

    public synchronized void append(User user, String path, byte[] more) {
        if (exists(user, path) && walk.existing(user, path) instanceof RegularFile file) {
            put(user, path, file, file.size(), more);
        } else {
            write(user, path, more, 0644);
        }
    }

    /// Writes at an offset, filling a gap with zeros, as pwrite(2).
    public synchronized void writeAt(User user, String path, long offset, byte[] part) {
        if (walk.existing(user, path) instanceof RegularFile file) {
            put(user, path, file, offset, part);
        } else {
            write(user, path, part, 0644);
        }
    }

    private void put(User user, String path, RegularFile file, long offset, byte[] part) {
        allowed(user, file, 2, path);
        long end = offset + part.length;
        if (offset < 0 || end > CAPACITY) {
            throw new FileException(Errno.ENOSPC, path);
        }
        reserve(Math.max(0, end - file.size()));
        file.put((int) offset, part);
        file.modified = clock.instant();
    }

    /// Cuts a file off or fills it up with zeros, as truncate(2).
    public synchronized void resize(User user, String path, long length) {
        if (!(walk.existing(user, path) instanceof RegularFile file)) {
            throw new FileException(Errno.EINVAL, path);
        }
        allowed(user, file, 2, path);
        if (length < 0 || length > CAPACITY) {
            throw new FileException(Errno.ENOSPC, path);
        }
        reserve(length - file.size());
        file.resize((int) length);
        file.modified = clock.instant();
    }

    public synchronized void makeDirectory(User user, String path, int mode) {
        var place = walk.placeOfEntry(user, path);
        if (place.node() != null) {
            throw new FileException(Errno.EEXIST, path);
        }
        requireParent(place, path);
        allowed(user, place.parent(), 3, path);
        var directory = new Directory(user.uid(), user.gid(), mode, clock.instant());
        place.parent().children.put(place.name(), directory);
    }

    /// Makes a directory and those above it; one that is there already stays as it is.
    public synchronized void makeDirectories(User user, String path) {
        var text = new StringBuilder();
        for (var name : Paths.names(path)) {
            text.append('/').append(name);
            if (!exists(user, text.toString())) {
                makeDirectory(user, text.toString(), 0755);
            } else if (!stat(user, text.toString()).directory()) {
                throw new FileException(Errno.ENOTDIR, path);
            }
        }
    }

    public synchronized void link(User user, String path, String target) {
        put(user, path, new SymbolicLink(clock.instant(), target));
    }

    /// A file whose content is made when it is read.
    public synchronized void generate(String path, int mode, Supplier<String> content) {
        makeDirectories(User.ROOT, Paths.parent(path));
        Supplier<byte[]> bytes = () -> content.get().getBytes(StandardCharsets.UTF_8);
        put(User.ROOT, path, new GeneratedFile(mode, clock.instant(), bytes));
    }

    public synchronized void makeDevice(String path, int mode, int major, int minor) {
        makeDirectories(User.ROOT, Paths.parent(path));
        put(User.ROOT, path, new Device(mode, clock.instant(), major, minor));
    }

    private void put(User user, String path, Node node) {
        var place = walk.placeOfEntry(user, path);
        if (place.node() != null) {
            throw new FileException(Errno.EEXIST, path);
        }
        requireParent(place, path);
        allowed(user, place.parent(), 3, path);
        place.parent().children.put(place.name(), node);
    }

    /// Removes a file or link, or an empty directory.
    public synchronized void remove(User user, String path) {
        var place = walk.placeOfEntry(user, path);
        var node = place.node();
        if (node == null) {
            throw new FileException(Errno.ENOENT, path);
        }
        if (node instanceof Directory directory && !directory.children.isEmpty()) {
            throw new FileException(Errno.ENOTEMPTY, path);
        }
        mayUnlink(user, place, path);
        place.parent().children.remove(place.name());
        place.parent().modified = clock.instant();
        used -= node instanceof RegularFile file ? file.size() : 0;
    }

    /// As unlink(2): a file or link, never a directory.
    public synchronized void removeFile(User user, String path) {
        if (lstat(user, path).directory()) {
            throw new FileException(Errno.EISDIR, path);
        }
        remove(user, path);
    }

    /// As rmdir(2): an empty directory, never anything else.
    public synchronized void removeDirectory(User user, String path) {
        if (!lstat(user, path).directory()) {
            throw new FileException(Errno.ENOTDIR, path);
        }
        remove(user, path);
    }

    /// Removes a tree; nothing happens where there is none.
    public synchronized void removeTree(User user, String path) {
        if (!existsEntry(user, path)) {
            return;
        }
        if (lstat(user, path).directory()) {
            for (var name : list(user, path)) {
                removeTree(user, Paths.child(path, name));
            }
        }
        remove(user, path);
    }

    /// As rename(2): replaces a file at the target.
    public synchronized void rename(User user, String from, String to) {
        var source = walk.placeOfEntry(user, from);
        var target = walk.placeOfEntry(user, to);
        var node = source.node();
        if (node == null) {
            throw new FileException(Errno.ENOENT, from);
        }
        requireParent(target, to);
        if (target.node() instanceof Directory directory) {
            if (!(node instanceof Directory) || !directory.children.isEmpty()) {
                throw new FileException(
                        node instanceof Directory ? Errno.ENOTEMPTY : Errno.EISDIR, to);
            }
        }
        if (target.node() != null
                && node instanceof Directory
                && !(target.node() instanceof Directory)) {
            throw new FileException(Errno.ENOTDIR, to);
        }
        if (Paths.within(Paths.normal(to), Paths.normal(from)) && node instanceof Directory) {
            throw new FileException(Errno.EINVAL, to);
        }
        mayUnlink(user, source, from);
        allowed(user, target.parent(), 3, to);
        if (target.node() instanceof RegularFile replaced) {
            used -= replaced.size();
        }
        source.parent().children.remove(source.name());
        target.parent().children.put(target.name(), node);
    }

    public synchronized List<String> list(User user, String path) {
        if (!(walk.existing(user, path) instanceof Directory directory)) {
            throw new FileException(Errno.ENOTDIR, path);
        }
        return List.copyOf(allowed(user, directory, 4, path).children.keySet());
    }

    /// True where the path leads to something, links followed; false also where the user may not
    /// look, as access(2).
    public synchronized boolean exists(User user, String path) {
        try {
            return walk.place(user, path).node() != null;
        } catch (FileException e) {
            return false;
        }
    }

    private boolean existsEntry(User user, String path) {
        try {
            return walk.placeOfEntry(user, path).node() != null;
        } catch (FileException e) {
            return false;
        }
    }

    public synchronized FileStatus stat(User user, String path) {
        return status(walk.existing(user, path));
    }

    public synchronized FileStatus lstat(User user, String path) {
        var node = walk.placeOfEntry(user, path).node();
        if (node == null) {
            throw new FileException(Errno.ENOENT, path);
        }
        return status(node);
    }

    /// The path without links, dots or doubled slashes; its last name need not exist.
    public synchronized String realPath(User user, String path) {
        return walk.realPath(user, path);
    }

    public synchronized boolean mayExecute(User user, String path) {
        try {
            var node = walk.existing(user, path);
            return !(node instanceof Directory) && Access.granted(user, node, 1);
        } catch (FileException e) {
            return false;
        }
    }

    /// Whether access(2) grants all of `bits`: 4 read, 2 write, 1 execute.
    public synchronized boolean mayAccess(User user, String path, int bits) {
        try {
            return Access.granted(user, walk.existing(user, path), bits);
        } catch (FileException e) {
            return false;
        }
    }

    public synchronized void changeMode(User user, String path, int mode) {
        var node = walk.existing(user, path);
        requireOwner(user, node, path);
        node.mode = mode & 07777;
    }

    public synchronized void changeOwner(User user, String path, int uid, int gid) {
        if (!user.root()) {
            throw new FileException(Errno.EPERM, path);
        }
        var node = walk.existing(user, path);
        node.uid = uid;
        node.gid = gid;
    }

    public synchronized void touch(User user, String path) {
        if (!exists(user, path)) {
            write(user, path, new byte[0], 0644);
            return;
        }
        var node = walk.existing(user, path);
        allowed(user, node, 2, path);
        node.modified = clock.instant();
    }

    private static FileStatus status(Node node) {
        var kind =
                switch (node) {
                    case Directory d -> Kind.DIRECTORY;
                    case RegularFile f -> Kind.REGULAR;
                    case GeneratedFile f -> Kind.REGULAR;
                    case SymbolicLink l -> Kind.SYMBOLIC_LINK;
                    case Device d -> Kind.DEVICE;
                };
        var target = node instanceof SymbolicLink link ? link.target : "";
        long size =
                switch (node) {
                    case Directory d -> 4096;
                    case RegularFile f -> f.size();
                    case SymbolicLink l -> l.target.length();
                    case GeneratedFile f -> 0;
                    case Device d -> 0;
                };
        return new FileStatus(kind, node.mode, node.uid, node.gid, size, node.modified, target);
    }

    private static <N extends Node> N allowed(User user, N node, int bits, String path) {
        if (!Access.granted(user, node, bits)) {
            throw new FileException(Errno.EACCES, path);
        }
        return node;
    }

    private static void mayUnlink(User user, PathWalk.Place place, String path) {
        if (place.name().isEmpty()) {
            throw new FileException(Errno.EBUSY, path);
        }
        allowed(user, place.parent(), 3, path);
        // In a sticky directory, such as /tmp, one removes only what is one's own.
        var node = place.node();
        boolean sticky = (place.parent().mode & 01000) != 0;
        if (sticky && node != null && !user.root() && node.uid != user.uid()) {
            throw new FileException(Errno.EPERM, path);
        }
    }

    private static void requireOwner(User user, Node node, String path) {
        if (!user.root() && node.uid != user.uid()) {
            throw new FileException(Errno.EPERM, path);
        }
    }

    private static void requireParent(PathWalk.Place place, @Nullable String path) {
        if (place.name().isEmpty()) {
            throw new FileException(Errno.EEXIST, String.valueOf(path));
        }
    }

    private void reserve(long bytes) {
        if (used + bytes > CAPACITY) {
            throw new FileException(Errno.ENOSPC, "write");
        }
        used += bytes;
    }
}
