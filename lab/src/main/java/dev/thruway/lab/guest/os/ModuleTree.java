package dev.thruway.lab.guest.os;

import dev.thruway.lab.guest.fs.FileSystem;
import dev.thruway.lab.guest.fs.Paths;
import dev.thruway.lab.guest.fs.User;
import dev.thruway.lab.guest.kernel.ModuleFile;
import dev.thruway.lab.guest.shell.Glob;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The module files of one kernel under /usr/lib/modules, and the list that depmod makes of them.
///
/// What depmod did not list, modprobe does not find.
public final class ModuleTree {

    private final FileSystem files;
    private final String release;

    public ModuleTree(FileSystem files, String release) {
        this.files = files;
        this.release = release;
    }

    public String folder() {
        return "/usr/lib/modules/" + release;
    }

    /// A module as listed.
    ///
    /// @param path below [#folder]
    public record Entry(String name, String path, ModuleFile file) {}

    /// Writes modules.dep and modules.alias. `updates` comes before `kernel`, as depmod.d(5) has
    /// it.
    public void depmod() {
        if (!files.exists(User.ROOT, folder())) {
            return;
        }
        var found = new ArrayList<String>();
        collect("updates", found);
        collect("kernel", found);
        var dep = new StringBuilder();
        var alias = new StringBuilder("# Aliases extracted from modules themselves.\n");
        for (var path : found) {
            var module = read(path);
            if (module.isPresent()) {
                dep.append(path).append(':');
                module.get()
                        .depends()
                        .forEach(d -> pathOf(d, found).ifPresent(p -> dep.append(' ').append(p)));
                dep.append('\n');
                for (var a : module.get().aliases()) {
                    alias.append("alias ")
                            .append(a)
                            .append(' ')
                            .append(module.get().name())
                            .append('\n');
                }
            }
        }
        files.write(User.ROOT, folder() + "/modules.dep", dep.toString(), 0644);
        files.write(User.ROOT, folder() + "/modules.alias", alias.toString(), 0644);
    }

    private void collect(String below, List<String> found) {
        var path = Paths.child(folder(), below);
        if (!files.exists(User.ROOT, path)) {
            return;
        }
        for (var name : files.list(User.ROOT, path)) {
            var child = below + "/" + name;
            if (files.stat(User.ROOT, Paths.child(folder(), child)).directory()) {
                collect(child, found);
            } else if (name.contains(".ko")) {
                found.add(child);
            }
        }
    }

    private static Optional<String> pathOf(String module, List<String> paths) {
        return paths.stream().filter(p -> moduleName(p).equals(module)).findFirst();
    }

    static String moduleName(String path) {
        var file = Paths.name(path);
        return file.substring(0, Math.max(0, file.indexOf(".ko"))).replace('-', '_');
    }

    private Optional<ModuleFile> read(String path) {
        var full = Paths.child(folder(), path);
        return files.exists(User.ROOT, full)
                ? ModuleFile.read(files.read(User.ROOT, full))
                : Optional.empty();
    }

    /// The modules that modules.dep lists and that are there.
    public List<Entry> entries() {
        var list = folder() + "/modules.dep";
        if (!files.exists(User.ROOT, list)) {
            return List.of();
        }
        var found = new ArrayList<Entry>();
        files.readText(User.ROOT, list)
                .lines()
                .filter(line -> line.contains(":"))
                .map(line -> line.substring(0, line.indexOf(':')))
                .forEach(path ->
                        read(path)
                                .ifPresent(file ->
                                        found.add(new Entry(moduleName(path), path, file))));
        return found;
    }

    public Optional<Entry> find(String name) {
        var plain = name.replace('-', '_');
        return entries().stream().filter(e -> e.name().equals(plain)).findFirst();
    }

    /// Modules that say they drive such a device, most specific directory first.
    public List<Entry> driving(String modalias) {
        return entries().stream()
                .filter(e ->
                        e.file().aliases().stream()
                                .anyMatch(a -> Glob.regex(a).matcher(modalias).matches()))
                .sorted(Comparator.comparingInt(e -> e.path().startsWith("updates") ? 0 : 1))
                .toList();
    }
}
