package dev.thruway.engine.guest;

import dev.thruway.domain.observation.GuestObservation.OpenDrivers;
import dev.thruway.domain.observation.Observed;
import dev.thruway.domain.text.Phrase;
import dev.thruway.guest.ExecResult;
import java.time.Duration;
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

    /// One of 200 MB is unpacked for it.
    private static final Duration LISTING = Duration.ofMinutes(2);

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

    private Observed<List<String>> loadable() {
        var present = MODULES.stream().filter(m -> guest.run("modinfo", "-n", m).ok()).toList();
        var configured = blacklisted(guest.output("modprobe", "-c").orElse(""));
        if (present.isEmpty() || !configured.containsAll(present)) {
            return Observed.of(present);
        }
        return blacklistedInInitramfs(present)
                .map(held -> present.stream().filter(m -> !held.contains(m)).toList());
    }

    private static Set<String> blacklisted(String config) {
        return config.lines()
                .map(line -> line.strip().split("\\s+"))
                .filter(words -> words.length == 2 && words[0].equals("blacklist"))
                .map(words -> words[1])
                .collect(Collectors.toSet());
    }

    /// As root: an initramfs may hold keys, and many distributions let nobody else read it. A guest
    /// without a tool that lists it is taken at its configuration's word.
    private Observed<Set<String>> blacklistedInInitramfs(List<String> modules) {
        var initramfs = "/boot/initrd.img-" + kernel;
        var listing = guest.asRoot(LISTING, "lsinitramfs", initramfs);
        if (listing.code() == 127) {
            return Observed.of(Set.copyOf(modules));
        }
        if (!listing.ok()) {
            return Observed.unknown(
                    Phrase.of(
                            "condition.initramfs-unread",
                            "file",
                            initramfs,
                            "says",
                            said(listing)));
        }
        var files = listing.stdoutText().lines().map(String::strip).collect(Collectors.toSet());
        return Observed.of(
                modules.stream()
                        .filter(m -> holders(m).anyMatch(f -> files.contains(f.substring(1))))
                        .collect(Collectors.toSet()));
    }

    private static String said(ExecResult result) {
        return result.stderrText()
                .strip()
                .lines()
                .reduce((_, last) -> last)
                .orElse("exit " + result.code());
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
