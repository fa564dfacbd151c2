package dev.thruway.lab.guest.apt;

import dev.thruway.lab.guest.apt.InstalledPackage.Origin;
import dev.thruway.lab.guest.apt.InstalledPackage.Selection;
import dev.thruway.lab.guest.apt.InstalledPackage.State;
import dev.thruway.lab.guest.fs.FileSystem;
import dev.thruway.lab.guest.fs.Paths;
import dev.thruway.lab.guest.fs.User;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// What dpkg keeps under /var/lib/dpkg, and the files that it put on the disk.
public final class PackageDatabase {

    private final FileSystem files;
    private final TreeMap<String, InstalledPackage> known = new TreeMap<>();

    public PackageDatabase(FileSystem files) {
        this.files = files;
    }

    public synchronized Collection<InstalledPackage> all() {
        return List.copyOf(known.values());
    }

    public synchronized Optional<InstalledPackage> find(String name) {
        return Optional.ofNullable(known.get(name));
    }

    /// True where it is on the disk, configured or not.
    public boolean present(String name) {
        return find(name).filter(InstalledPackage::present).isPresent();
    }

    /// True where a run was cut off between unpacking and configuring.
    public synchronized boolean interrupted() {
        return known.values().stream().anyMatch(p -> p.state() == State.UNPACKED);
    }

    /// Unpacks the files; a configuration file that is there already is kept.
    public synchronized void unpack(DebianPackage content, Origin origin) {
        for (var file : content.files()) {
            files.makeDirectories(User.ROOT, Paths.parent(file.path()));
            if (!file.isConfiguration() || !files.exists(User.ROOT, file.path())) {
                files.write(User.ROOT, file.path(), file.content(), file.mode());
            }
        }
        var before = find(content.name());
        var why = before.filter(InstalledPackage::present).map(InstalledPackage::origin);
        known.put(
                content.name(),
                new InstalledPackage(
                        content, State.UNPACKED, why.orElse(origin), Selection.INSTALL));
    }

    public synchronized void configured(String name) {
        known.computeIfPresent(name, (n, p) -> p.in(State.INSTALLED));
    }

    public synchronized void mark(String name, Origin origin) {
        known.computeIfPresent(name, (n, p) -> p.from(origin));
    }

    public synchronized void select(String name, Selection selection) {
        known.computeIfPresent(name, (n, p) -> p.selected(selection));
    }

    /// Takes its files away, but for those of configuration.
    public synchronized void remove(String name) {
        var installed = known.get(name);
        if (installed == null || !installed.present()) {
            return;
        }
        // First, so that it does not count as an owner of the directories that it leaves empty.
        known.remove(name);
        boolean configuration = false;
        for (var file : installed.content().files()) {
            if (file.isConfiguration()) {
                configuration = true;
            } else {
                delete(file.path());
            }
        }
        if (configuration) {
            known.put(name, installed.in(State.CONFIG_FILES));
        }
    }

    /// Takes its files of configuration away, too.
    public synchronized void purge(String name) {
        remove(name);
        var rest = known.remove(name);
        if (rest != null) {
            rest.content().files().forEach(file -> delete(file.path()));
        }
    }

    /// A directory that is left empty goes too, as with dpkg, unless another package has it.
    private void delete(String path) {
        if (files.exists(User.ROOT, path)) {
            files.remove(User.ROOT, path);
        }
        var parent = Paths.parent(path);
        while (!parent.equals("/")
                && files.exists(User.ROOT, parent)
                && files.list(User.ROOT, parent).isEmpty()
                && owners(parent).isEmpty()) {
            files.remove(User.ROOT, parent);
            parent = Paths.parent(parent);
        }
    }

    private List<String> owners(String directory) {
        return known.values().stream()
                .filter(InstalledPackage::present)
                .filter(p ->
                        p.content().files().stream()
                                .anyMatch(f -> f.path().startsWith(directory + "/")))
                .map(InstalledPackage::name)
                .toList();
    }

    /// Packages that have this file.
    public synchronized List<String> owning(String path) {
        return known.values().stream()
                .filter(p -> p.content().files().stream().anyMatch(f -> f.path().equals(path)))
                .map(InstalledPackage::name)
                .toList();
    }
}
