package dev.thruway.lab.guest.shell;

import dev.thruway.lab.guest.fs.FileException;
import dev.thruway.lab.guest.fs.FileSystem;
import dev.thruway.lab.guest.fs.Paths;
import dev.thruway.lab.guest.fs.User;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Patterns of file names: `*`, `?`, `[…]`, and a backslash before what is meant literally.
public final class Glob {

    private final FileSystem files;
    private final User user;
    private final String directory;

    Glob(FileSystem files, User user, String directory) {
        this.files = files;
        this.user = user;
        this.directory = directory;
    }

    /// Paths that match, in order; none where nothing does.
    List<String> match(String pattern) {
        var found = new ArrayList<String>();
        boolean absolute = pattern.startsWith("/");
        var parts = List.of(pattern.split("/+")).stream().filter(p -> !p.isEmpty()).toList();
        match(absolute ? "/" : "", parts, found);
        return found;
    }

    private void match(String base, List<String> parts, List<String> found) {
        if (parts.isEmpty()) {
            found.add(base);
            return;
        }
        var matcher = regex(parts.getFirst());
        boolean hidden = parts.getFirst().startsWith(".");
        for (var name : names(Paths.resolve(directory, base.isEmpty() ? "." : base))) {
            if (matcher.matcher(name).matches() && (hidden || !name.startsWith("."))) {
                var path = base.isEmpty() ? name : Paths.child(base, name);
                match(path, parts.subList(1, parts.size()), found);
            }
        }
    }

    private List<String> names(String path) {
        try {
            return files.list(user, path);
        } catch (FileException e) {
            return List.of();
        }
    }

    /// The pattern as a regular expression.
    public static Pattern regex(String pattern) {
        var text = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            switch (c) {
                case '*' -> text.append(".*");
                case '?' -> text.append('.');
                case '\\' -> {
                    i++;
                    var next = i < pattern.length() ? pattern.substring(i, i + 1) : "\\";
                    text.append(Pattern.quote(next));
                }
                case '[' -> {
                    int end = pattern.indexOf(']', i + 2);
                    if (end < 0) {
                        text.append("\\[");
                    } else {
                        var inside = pattern.substring(i + 1, end).replace("\\", "\\\\");
                        text.append('[').append(inside.replaceFirst("^!", "^")).append(']');
                        i = end;
                    }
                }
                default -> text.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return Pattern.compile(text.toString(), Pattern.DOTALL);
    }

    static String trimStart(String value, String pattern) {
        var regex = regex(pattern);
        for (int i = 0; i <= value.length(); i++) {
            if (regex.matcher(value.substring(0, i)).matches()) {
                return value.substring(i);
            }
        }
        return value;
    }

    static String trimStartMost(String value, String pattern) {
        var regex = regex(pattern);
        for (int i = value.length(); i >= 0; i--) {
            if (regex.matcher(value.substring(0, i)).matches()) {
                return value.substring(i);
            }
        }
        return value;
    }

    static String trimEnd(String value, String pattern) {
        var regex = regex(pattern);
        for (int i = value.length(); i >= 0; i--) {
            if (regex.matcher(value.substring(i)).matches()) {
                return value.substring(0, i);
            }
        }
        return value;
    }

    static String trimEndMost(String value, String pattern) {
        var regex = regex(pattern);
        for (int i = 0; i <= value.length(); i++) {
            if (regex.matcher(value.substring(i)).matches()) {
                return value.substring(0, i);
            }
        }
        return value;
    }
}
