package dev.thruway.lab.guest.os;

import dev.thruway.lab.guest.fs.FileSystem;
import dev.thruway.lab.guest.fs.User;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The initial RAM disk of one kernel: a copy of modprobe's configuration and of the drivers that
/// may be needed before the disk is there, as they were when it was made.
public final class Initramfs {

    private final FileSystem files;
    private final String release;

    public Initramfs(FileSystem files, String release) {
        this.files = files;
        this.release = release;
    }

    public String path() {
        return "/boot/initrd.img-" + release;
    }

    /// As `update-initramfs -u -k RELEASE`.
    public void update() {
        var contents = new TreeMap<String, byte[]>();
        ModprobeConfig.contents(files)
                .forEach((path, content) -> contents.put(path.substring(1), content));
        var tree = new ModuleTree(files, release);
        for (var entry : tree.entries()) {
            var path = tree.folder() + "/" + entry.path();
            // NVIDIA's own modules are left out; they come with the disk.
            if (!entry.name().startsWith("nvidia") || entry.name().equals("nvidiafb")) {
                contents.put(path.substring(1), files.read(User.ROOT, path));
            }
        }
        contents.put("init", "#!/bin/sh\n".getBytes(StandardCharsets.UTF_8));
        files.write(User.ROOT, path(), CpioArchive.write(contents), 0644);
    }

    public Map<String, byte[]> contents() {
        return files.exists(User.ROOT, path())
                ? CpioArchive.read(files.read(User.ROOT, path()))
                : Map.of();
    }

    ModprobeConfig config() {
        var absolute = new TreeMap<String, byte[]>();
        contents().forEach((path, content) -> absolute.put("/" + path, content));
        return ModprobeConfig.of(absolute);
    }

    List<String> modules() {
        return contents().keySet().stream()
                .filter(path -> path.contains(".ko"))
                .map(ModuleTree::moduleName)
                .toList();
    }
}
