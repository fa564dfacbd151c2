package dev.thruway.lab.guest.fs;

import java.util.ArrayList;
import java.util.List;

/// The text of paths.
public final class Paths {

    private Paths() {}

    static List<String> names(String path) {
        var names = new ArrayList<String>();
        for (var name : path.split("/")) {
            if (!name.isEmpty()) {
                names.add(name);
            }
        }
        return names;
    }

    /// The same place with no dots and single slashes. Links are not looked at.
    public static String normal(String path) {
        var kept = new ArrayList<String>();
        for (var name : names(path)) {
            switch (name) {
                case "." -> {}
                case ".." -> {
                    if (!kept.isEmpty()) {
                        kept.removeLast();
                    }
                }
                default -> kept.add(name);
            }
        }
        return "/" + String.join("/", kept);
    }

    /// A path as seen from a working directory.
    public static String resolve(String directory, String path) {
        return path.startsWith("/") ? path : child(directory, path);
    }

    public static String child(String directory, String name) {
        return directory.endsWith("/") ? directory + name : directory + "/" + name;
    }

    public static String parent(String path) {
        var text = stripped(path);
        int slash = text.lastIndexOf('/');
        return slash <= 0 ? "/" : text.substring(0, slash);
    }

    public static String name(String path) {
        var text = stripped(path);
        return text.substring(text.lastIndexOf('/') + 1);
    }

    private static String stripped(String path) {
        var text = path;
        while (text.length() > 1 && text.endsWith("/")) {
            text = text.substring(0, text.length() - 1);
        }
        return text;
    }

    /// True where `path` is `directory` or lies under it; both normal.
    public static boolean within(String path, String directory) {
        return path.equals(directory) || path.startsWith(directory + "/");
    }
}
