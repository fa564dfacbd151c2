package dev.thruway.lab.guest.os;

import dev.thruway.lab.guest.fs.Errno;
import dev.thruway.lab.guest.fs.FileException;
import dev.thruway.lab.guest.fs.FileSystem;
import dev.thruway.lab.guest.kernel.Kernel;
import dev.thruway.lab.guest.kernel.PciDevice;
import dev.thruway.lab.guest.os.ModuleTree.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Loads modules with what they need, and for the devices that are there.
public final class Modules {

    /// What NVIDIA's udev rules load after the driver itself.
    private static final List<String> COMPANIONS =
            List.of("nvidia_modeset", "nvidia_drm", "nvidia_uvm");

    private final FileSystem files;
    private final Kernel kernel;

    Modules(FileSystem files, Kernel kernel) {
        this.files = files;
        this.kernel = kernel;
    }

    public ModuleTree tree() {
        return new ModuleTree(files, kernel.release());
    }

    public ModprobeConfig config() {
        return ModprobeConfig.of(files).and(kernel.commandLine());
    }

    /// Loads by name, as `modprobe NAME`: a blacklist does not count, an `install` line does.
    public void load(String name) {
        var tree = tree();
        if (config().off(name)) {
            throw new FileException(Errno.ENOENT, name);
        }
        var entry = tree.find(name).orElseThrow(() -> new FileException(Errno.ENOENT, name));
        load(tree, entry, config());
    }

    private void load(ModuleTree tree, Entry entry, ModprobeConfig config) {
        if (kernel.loaded(entry.name())) {
            return;
        }
        for (var needed : entry.file().depends()) {
            tree.find(needed).ifPresent(e -> load(tree, e, config));
        }
        kernel.insert(entry.file(), config.options(entry.name()));
        if (entry.name().equals("nvidia")) {
            companions(tree, config);
        }
    }

    private void companions(ModuleTree tree, ModprobeConfig config) {
        for (var name : COMPANIONS) {
            try {
                tree.find(name).ifPresent(e -> load(tree, e, config));
            } catch (FileException e) {
                kernel.log().add(name + ": " + e.errno().text());
            }
        }
    }

    /// Loads a driver for every device that has none, as udev does when it starts.
    ///
    /// @param config what is not to be loaded for a device
    void coldplug(ModprobeConfig config, List<String> available) {
        for (var device : List.copyOf(kernel.bus())) {
            for (var entry : candidates(device)) {
                boolean wanted =
                        !config.blacklisted(entry.name())
                                && !config.off(entry.name())
                                && config.install(entry.name()).isEmpty()
                                && (available.isEmpty() || available.contains(entry.name()));
                if (wanted && device.driver().isEmpty()) {
                    tryLoad(entry, config);
                }
            }
        }
    }

    private List<Entry> candidates(PciDevice device) {
        return new ArrayList<>(tree().driving(device.modalias()));
    }

    private void tryLoad(Entry entry, ModprobeConfig config) {
        try {
            load(tree(), entry, config);
        } catch (FileException e) {
            // The kernel's log has the reason; the boot goes on.
        }
    }

    /// Removes a module, as `rmmod`.
    public void unload(String name) {
        kernel.remove(name.replace('-', '_'));
    }

    /// Removes a module and, as `modprobe -r`, what it needed and nobody uses any more.
    public void unloadWithUnused(String name) {
        var plain = name.replace('-', '_');
        var depends =
                kernel.modules().stream()
                        .filter(m -> m.name().equals(plain))
                        .flatMap(m -> m.depends().stream())
                        .toList();
        kernel.remove(plain);
        for (var needed : depends) {
            if (kernel.loaded(needed) && kernel.users(needed).isEmpty()) {
                unloadQuietly(needed);
            }
        }
    }

    private void unloadQuietly(String name) {
        try {
            unloadWithUnused(name);
        } catch (FileException e) {
            // Somebody uses it after all.
        }
    }

    /// Modules on the disk that say they drive a device: `Kernel modules:` of lspci.
    public List<String> drivers(PciDevice device) {
        return candidates(device).stream().map(Entry::name).toList();
    }

    /// Where a module file is, for modinfo.
    public Optional<Entry> find(String name) {
        return tree().find(name);
    }
}
