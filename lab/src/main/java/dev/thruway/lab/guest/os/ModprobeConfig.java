package dev.thruway.lab.guest.os;

import dev.thruway.lab.guest.fs.FileSystem;
import dev.thruway.lab.guest.fs.Paths;
import dev.thruway.lab.guest.fs.User;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What modprobe.d(5) files say, from the running system or from an initial RAM disk.
///
/// @param lines directives, comments and empty lines left out
public record ModprobeConfig(List<String> lines) {

    /// In the order of precedence: a file hides one of the same name further back (modprobe.d(5)).
    private static final List<String> FOLDERS =
            List.of("/etc/modprobe.d", "/run/modprobe.d", "/usr/lib/modprobe.d");

    public ModprobeConfig {
        lines = List.copyOf(lines);
    }

    /// Of the files on the disk.
    static ModprobeConfig of(FileSystem files) {
        return of(contents(files));
    }

    /// The files' contents by path, as update-initramfs copies them.
    static Map<String, byte[]> contents(FileSystem files) {
        var found = new TreeMap<String, byte[]>();
        for (var folder : FOLDERS) {
            if (files.exists(User.ROOT, folder)) {
                for (var name : files.list(User.ROOT, folder)) {
                    var path = Paths.child(folder, name);
                    if (name.endsWith(".conf") && files.stat(User.ROOT, path).regular()) {
                        found.put(path, files.read(User.ROOT, path));
                    }
                }
            }
        }
        return found;
    }

    static ModprobeConfig of(Map<String, byte[]> contents) {
        var chosen = new TreeMap<String, byte[]>();
        for (var folder : FOLDERS) {
            contents.forEach((path, content) -> {
                if (Paths.parent(path).equals(folder)) {
                    chosen.putIfAbsent(Paths.name(path), content);
                }
            });
        }
        var lines = new ArrayList<String>();
        for (var content : chosen.values()) {
            new String(content, StandardCharsets.UTF_8)
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .map(line -> line.replaceAll("\\s+", " "))
                    .forEach(lines::add);
        }
        return new ModprobeConfig(lines);
    }

    /// As this, with what the kernel's command line adds: `modprobe.blacklist=a,b`,
    /// `module.option=v`.
    ModprobeConfig and(String commandLine) {
        var all = new ArrayList<>(lines);
        for (var word : commandLine.split(" ")) {
            if (word.startsWith("modprobe.blacklist=")) {
                for (var name : word.substring(word.indexOf('=') + 1).split(",")) {
                    all.add("blacklist " + name);
                }
            } else if (word.matches("[a-z_0-9]+\\.[a-z_0-9]+=.*")) {
                int dot = word.indexOf('.');
                all.add("options " + word.substring(0, dot) + " " + word.substring(dot + 1));
            }
        }
        return new ModprobeConfig(all);
    }

    /// True where the module is not loaded for a device; asked for by name it still is.
    boolean blacklisted(String module) {
        return has("blacklist", module);
    }

    /// The command that is run in the module's place, such as `/bin/false`.
    Optional<String> install(String module) {
        return rest("install", module);
    }

    /// True where `alias NAME off` makes the name mean nothing.
    boolean off(String module) {
        return rest("alias", module).filter(to -> to.equals("off")).isPresent();
    }

    List<String> options(String module) {
        var found = new ArrayList<String>();
        for (var line : lines) {
            var words = List.of(line.split(" "));
            if (words.size() > 2
                    && words.getFirst().equals("options")
                    && same(words.get(1), module)) {
                found.addAll(words.subList(2, words.size()));
            }
        }
        return found;
    }

    private boolean has(String directive, String module) {
        return lines.stream()
                .map(line -> line.split(" "))
                .anyMatch(w -> w.length > 1 && w[0].equals(directive) && same(w[1], module));
    }

    private Optional<String> rest(String directive, String module) {
        return lines.stream()
                .map(line -> line.split(" ", 3))
                .filter(w -> w.length > 2 && w[0].equals(directive) && same(w[1], module))
                .map(w -> w[2])
                .findFirst();
    }

    private static boolean same(String a, String b) {
        return a.replace('-', '_').equals(b.replace('-', '_'));
    }
}
