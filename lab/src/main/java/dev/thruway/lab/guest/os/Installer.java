package dev.thruway.lab.guest.os;

import dev.thruway.lab.guest.GuestAccount;
import dev.thruway.lab.guest.GuestImage;
import dev.thruway.lab.guest.apt.InstalledPackage.Origin;
import dev.thruway.lab.guest.apt.LabPrograms;
import dev.thruway.lab.guest.apt.PackageDatabase;
import dev.thruway.lab.guest.apt.UbuntuArchive;
import dev.thruway.lab.guest.fs.FileSystem;
import dev.thruway.lab.guest.fs.User;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

/// Puts Ubuntu 24.04 on an empty disk, as its server installer leaves it.
public final class Installer {

    private final FileSystem files;

    private Installer(FileSystem files) {
        this.files = files;
    }

    /// @param programs names of the programs that come with it
    public static Disk install(GuestImage image, Set<String> programs, InstantSource clock) {
        var files = new FileSystem(clock);
        var database = new PackageDatabase(files);
        var installer = new Installer(files);
        installer.tree();
        installer.etc(image);
        installer.home(image.account());
        programs.forEach(installer::program);
        for (var content : UbuntuArchive.installed(image.kernelAbi())) {
            database.unpack(content, Origin.MANUAL);
            database.configured(content.name());
        }
        var release = "6.8.0-" + image.kernelAbi() + "-generic";
        new ModuleTree(files, release).depmod();
        new Initramfs(files, release).update();
        installer.grub(release);
        files.generate("/var/lib/dpkg/status", 0644, () -> DpkgStatus.of(database));
        return new Disk(files, database);
    }

    private void tree() {
        for (var path :
                List.of(
                        "/usr/bin",
                        "/usr/sbin",
                        "/usr/lib/modprobe.d",
                        "/usr/lib/x86_64-linux-gnu",
                        "/usr/src",
                        "/etc/modprobe.d",
                        "/etc/apt/sources.list.d",
                        "/etc/apt/apt.conf.d",
                        "/etc/sudoers.d",
                        "/etc/default",
                        "/etc/ssh",
                        "/var/lib/apt/lists",
                        "/var/lib/dpkg",
                        "/var/log",
                        "/var/tmp",
                        "/boot/grub",
                        "/root",
                        "/home",
                        "/opt",
                        "/srv",
                        "/proc",
                        "/sys",
                        "/dev",
                        "/run",
                        "/tmp")) {
            files.makeDirectories(User.ROOT, path);
        }
        files.changeMode(User.ROOT, "/root", 0700);
        files.changeMode(User.ROOT, "/var/tmp", 01777);
        for (var name : List.of("bin", "sbin", "lib")) {
            files.link(User.ROOT, "/" + name, "usr/" + name);
        }
        files.link(User.ROOT, "/var/run", "/run");
    }

    private void program(String name) {
        boolean system =
                List.of(
                                "modprobe",
                                "lsmod",
                                "rmmod",
                                "insmod",
                                "modinfo",
                                "depmod",
                                "reboot",
                                "poweroff",
                                "shutdown",
                                "halt",
                                "update-initramfs",
                                "update-grub",
                                "needrestart")
                        .contains(name);
        boolean packaged =
                List.of("nvidia-smi", "nvidia-persistenced", "dkms", "thruway-cuda-check")
                        .contains(name);
        if (!packaged) {
            var path = (system ? "/usr/sbin/" : "/usr/bin/") + name;
            files.write(User.ROOT, path, LabPrograms.marker(name, "1"), 0755);
        }
    }

    private void etc(GuestImage image) {
        for (var file : UbuntuFiles.of(image).entrySet()) {
            files.write(User.ROOT, file.getKey(), file.getValue(), 0644);
        }
        files.changeMode(User.ROOT, "/etc/shadow", 0640);
        files.changeMode(User.ROOT, "/etc/sudoers", 0440);
    }

    private void home(GuestAccount account) {
        var home = "/home/" + account.name();
        files.makeDirectory(User.ROOT, home, 0750);
        files.makeDirectory(User.ROOT, home + "/.ssh", 0700);
        var keys = String.join("\n", account.authorizedKeys()) + "\n";
        files.write(User.ROOT, home + "/.ssh/authorized_keys", keys, 0600);
        for (var path : List.of(home, home + "/.ssh", home + "/.ssh/authorized_keys")) {
            files.changeOwner(User.ROOT, path, 1000, 1000);
        }
    }

    private void grub(String release) {
        files.write(
                User.ROOT,
                "/boot/grub/grub.cfg",
                "linux /vmlinuz-" + release + " root=/dev/mapper/ubuntu--vg-ubuntu--lv ro \n",
                0600);
    }
}
