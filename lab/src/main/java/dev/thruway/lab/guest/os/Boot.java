package dev.thruway.lab.guest.os;

import dev.thruway.lab.LabClock;
import dev.thruway.lab.guest.GuestHardware;
import dev.thruway.lab.guest.GuestImage;
import dev.thruway.lab.guest.fs.FileSystem;
import dev.thruway.lab.guest.fs.User;
import dev.thruway.lab.guest.kernel.Kernel;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// From power-on to services: the boot loader picks a kernel, the initial RAM disk loads drivers by
/// the rules that it was made with, the disk's own rules follow, services start.
public final class Boot {

    private final GuestImage image;
    private final Disk disk;
    private final LabClock clock;
    private final Map<String, Program> programs;

    public Boot(GuestImage image, Disk disk, LabClock clock, Map<String, Program> programs) {
        this.image = image;
        this.disk = disk;
        this.clock = clock;
        this.programs = programs;
    }

    /// Boots; empty where there is no kernel or no initial RAM disk, so that it never comes up.
    ///
    /// @param bootId another one at every boot
    public Optional<OperatingSystem> start(GuestHardware hardware, Power power, UUID bootId) {
        var release = release();
        if (release.isEmpty()) {
            return Optional.empty();
        }
        var initramfs = new Initramfs(disk.files(), release.get());
        if (initramfs.contents().isEmpty()) {
            return Optional.empty();
        }
        var kernel = new Kernel(release.get(), options(), hardware, bootId, clock);
        new KernelFiles(disk.files(), kernel).mount();
        var os = new OperatingSystem(image, disk, kernel, clock, power, programs);
        os.modules().coldplug(initramfs.config().and(kernel.commandLine()), initramfs.modules());
        os.modules().coldplug(os.modules().config(), List.of());
        os.services().addAll(List.of("ssh", "cron", "dbus", "open-vm-tools", "systemd-logind"));
        os.settle();
        return Optional.of(os);
    }

    /// The newest kernel on the disk, as GRUB picks it.
    private Optional<String> release() {
        FileSystem files = disk.files();
        return files.list(User.ROOT, "/boot").stream()
                .filter(name -> name.matches("vmlinuz-6\\.8\\.0-\\d+-generic"))
                .map(name -> name.substring("vmlinuz-".length()))
                .max(Comparator.comparingInt(Boot::abi));
    }

    private static int abi(String release) {
        return Integer.parseInt(release.split("-")[1]);
    }

    /// What update-grub last wrote behind the kernel's own arguments.
    private String options() {
        var config = "/boot/grub/grub.cfg";
        if (!disk.files().exists(User.ROOT, config)) {
            return "";
        }
        return disk.files()
                .readText(User.ROOT, config)
                .lines()
                .map(String::strip)
                .filter(line -> line.startsWith("linux ") && line.contains(" ro"))
                .map(line -> line.substring(line.indexOf(" ro") + 3).strip())
                .findFirst()
                .orElse("");
    }
}
