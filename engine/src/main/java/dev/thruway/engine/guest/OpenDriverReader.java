package dev.thruway.engine.guest;

import dev.thruway.domain.observation.GuestObservation.OpenDrivers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Which of the kernel's own NVIDIA drivers are loaded, and which the next boot may load.
///
/// A module may load when the running kernel has it and either modprobe's configuration does not
/// blacklist it, or the initramfs does not hold a file that does: the card is there before the root
/// file system is.
final class OpenDriverReader {

    /// nouveau, and its Rust successor in three modules (Ubuntu 26.04's nova_core took Turing to
    /// Ada cards at boot: LP #2150845).
    static final List<String> MODULES = List.of("nouveau", "nova", "nova_core", "nova_drm");

    private final GuestShell guest;
    private final String kernel;

    OpenDriverReader(GuestShell guest, String kernel) {
        this.guest = guest;
        this.kernel = kernel;
    }

    OpenDrivers read() {
        var inKernel =
                guest.file("/proc/modules")
                        .orElse("")
                        .lines()
                        .map(line -> line.split(" ", 2)[0])
                        .collect(Collectors.toSet());
        var loaded = MODULES.stream().filter(inKernel::contains).toList();
        return new OpenDrivers(loaded, loadable());
    }

    private List<String> loadable() {
        var present = MODULES.stream().filter(m -> guest.run("modinfo", "-n", m).ok()).toList();
        if (present.isEmpty()) {
            return List.of();
        }
        var configured = blacklisted(guest.output("modprobe", "-c").orElse(""));
        Set<String> inInitramfs = new HashSet<>();
        if (configured.containsAll(present)) {
            inInitramfs.addAll(blacklistedInInitramfs(present));
        }
        var loadable = new ArrayList<>(present);
        loadable.removeIf(m -> configured.contains(m) && inInitramfs.contains(m));
        return loadable;
    }

    private static Set<String> blacklisted(String config) {
        return config.lines()
                .map(line -> line.strip().split("\\s+"))
                .filter(words -> words.length == 2 && words[0].equals("blacklist"))
                .map(words -> words[1])
                .collect(Collectors.toSet());
    }

    /// A guest without a tool that lists its initramfs is taken at its configuration's word.
    private Set<String> blacklistedInInitramfs(List<String> modules) {
        var listing = guest.run("lsinitramfs", "/boot/initrd.img-" + kernel);
        if (listing.code() == 127) {
            return Set.copyOf(modules);
        }
        var files = listing.stdoutText().lines().map(String::strip).collect(Collectors.toSet());
        return modules.stream()
                .filter(module -> holders(module).anyMatch(f -> files.contains(f.substring(1))))
                .collect(Collectors.toSet());
    }

    /// Files of modprobe's configuration that blacklist a module.
    private Stream<String> holders(String module) {
        return guest.run(
                        "grep",
                        "-rlsE",
                        "^[[:space:]]*blacklist[[:space:]]+" + module + "[[:space:]]*$",
                        "/etc/modprobe.d",
                        "/lib/modprobe.d")
                .stdoutText()
                .lines()
                .map(String::strip)
                .filter(line -> line.startsWith("/"));
    }
}
