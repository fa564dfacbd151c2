package dev.thruway.lab.guest.fs;

import dev.thruway.lab.guest.fs.Node.Directory;
import dev.thruway.lab.guest.fs.Node.SymbolicLink;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// From a path to a node, through links and permissions.
final class PathWalk {

    /// As Linux: path_resolution(7).
    private static final int MAX_LINKS = 40;

    /// Where a path ends.
    ///
    /// @param name empty for the root itself
    /// @param node null where there is nothing of that name
    record Place(Directory parent, String name, @Nullable Node node, String path) {}

    private final Directory root;

    PathWalk(Directory root) {
        this.root = root;
    }

    Node existing(User user, String path) {
        var node = place(user, path).node();
        if (node == null) {
            throw new FileException(Errno.ENOENT, path);
        }
        return node;
    }

    /// Where the path ends, a link in its last name followed.
    Place place(User user, String path) {
        return walk(user, path, true);
    }

    /// Where the path ends, a link in its last name being itself what is meant.
    Place placeOfEntry(User user, String path) {
        return walk(user, path, false);
    }

    String realPath(User user, String path) {
        return place(user, path).path();
    }

    private Place walk(User user, String path, boolean followLast) {
        var rest = new ArrayDeque<>(Paths.names(path));
        var above = new ArrayDeque<Place>();
        var here = new Place(root, "", root, "/");
        int links = 0;
        while (!rest.isEmpty()) {
            var name = rest.removeFirst();
            var directory = directory(user, here, path);
            if (name.equals(".")) {
                continue;
            }
            if (name.equals("..")) {
                here = above.isEmpty() ? here : above.removeLast();
                continue;
            }
            var child = directory.children.get(name);
            if (child instanceof SymbolicLink link && (followLast || !rest.isEmpty())) {
                if (++links > MAX_LINKS) {
                    throw new FileException(Errno.ELOOP, path);
                }
                here = follow(link, rest, above, here);
                continue;
            }
            if (child == null && !rest.isEmpty()) {
                throw new FileException(Errno.ENOENT, path);
            }
            above.addLast(here);
            here = new Place(directory, name, child, Paths.child(here.path(), name));
        }
        return here;
    }

    private Place follow(SymbolicLink link, Deque<String> rest, Deque<Place> above, Place here) {
        List<String> names = Paths.names(link.target);
        for (var name : names.reversed()) {
            rest.addFirst(name);
        }
        if (link.target.startsWith("/")) {
            above.clear();
            return new Place(root, "", root, "/");
        }
        return here;
    }

    private static Directory directory(User user, Place place, String path) {
        if (!(place.node() instanceof Directory directory)) {
            throw new FileException(place.node() == null ? Errno.ENOENT : Errno.ENOTDIR, path);
        }
        if (!Access.granted(user, directory, 1)) {
            throw new FileException(Errno.EACCES, path);
        }
        return directory;
    }
}
