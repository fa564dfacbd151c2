package dev.thruway.lab.guest.os;

import dev.thruway.lab.guest.GuestAccount.Sudo;
import dev.thruway.lab.guest.GuestImage;
import java.util.LinkedHashMap;
import java.util.Map;

/// The files of a fresh Ubuntu 24.04 that somebody may look at.
final class UbuntuFiles {

    private final Map<String, String> files = new LinkedHashMap<>();
    private final GuestImage image;

    private UbuntuFiles(GuestImage image) {
        this.image = image;
    }

    static Map<String, String> of(GuestImage image) {
        var all = new UbuntuFiles(image);
        all.identity();
        all.accounts();
        all.packages();
        all.kernel();
        return all.files;
    }

    private void identity() {
        files.put(
                "/etc/os-release",
                """
                PRETTY_NAME="Ubuntu 24.04.3 LTS"
                NAME="Ubuntu"
                VERSION_ID="24.04"
                VERSION="24.04.3 LTS (Noble Numbat)"
                VERSION_CODENAME=noble
                ID=ubuntu
                ID_LIKE=debian
                UBUNTU_CODENAME=noble
                """);
        files.put(
                "/etc/lsb-release",
                """
                DISTRIB_ID=Ubuntu
                DISTRIB_RELEASE=24.04
                DISTRIB_CODENAME=noble
                DISTRIB_DESCRIPTION="Ubuntu 24.04.3 LTS"
                """);
        files.put("/etc/hostname", image.hostname() + "\n");
        files.put("/etc/hosts", "127.0.0.1 localhost\n127.0.1.1 " + image.hostname() + "\n");
        files.put("/etc/timezone", "Etc/UTC\n");
        files.put(
                "/etc/fstab",
                """
                /dev/disk/by-id/dm-uuid-LVM-ubuntu / ext4 defaults 0 1
                /dev/disk/by-uuid/boot /boot ext4 defaults 0 1
                """);
        files.put(
                "/etc/ssh/sshd_config",
                "PasswordAuthentication yes\nKbdInteractiveAuthentication no\n");
    }

    private void accounts() {
        var name = image.account().name();
        files.put(
                "/etc/passwd",
                """
                root:x:0:0:root:/root:/bin/bash
                daemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin
                _apt:x:42:65534::/nonexistent:/usr/sbin/nologin
                nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin
                sshd:x:109:65534::/run/sshd:/usr/sbin/nologin
                %s:x:1000:1000:%s:/home/%s:/bin/bash
                """
                        .formatted(name, name, name));
        var sudo = image.account().sudo() == Sudo.REFUSED ? "" : name;
        files.put(
                "/etc/group",
                """
                root:x:0:
                daemon:x:1:
                adm:x:4:syslog,%s
                sudo:x:27:%s
                video:x:44:
                nogroup:x:65534:
                %s:x:1000:
                """
                        .formatted(name, sudo, name));
        files.put("/etc/shadow", "root:*:20000:0:99999:7:::\n" + name + ":!:20000:0:99999:7:::\n");
        files.put(
                "/etc/sudoers",
                """
                Defaults\tenv_reset
                Defaults\tsecure_path="/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/snap/bin"
                root\tALL=(ALL:ALL) ALL
                %sudo\tALL=(ALL:ALL) ALL
                @includedir /etc/sudoers.d
                """);
        if (image.account().sudo() == Sudo.WITHOUT_PASSWORD) {
            files.put("/etc/sudoers.d/90-cloud-init-users", name + " ALL=(ALL) NOPASSWD:ALL\n");
        }
    }

    private void packages() {
        files.put(
                "/etc/apt/sources.list.d/ubuntu.sources",
                """
                Types: deb
                URIs: http://archive.ubuntu.com/ubuntu/
                Suites: noble noble-updates noble-backports
                Components: main restricted universe multiverse
                Signed-By: /usr/share/keyrings/ubuntu-archive-keyring.gpg
                """);
        files.put(
                "/etc/apt/apt.conf.d/20auto-upgrades",
                "APT::Periodic::Unattended-Upgrade \"1\";\n");
        // As the installer left them: too old for what the archive holds today.
        files.put("/var/lib/apt/lists/archive.ubuntu.com_ubuntu_dists_noble_InRelease", "stale\n");
    }

    private void kernel() {
        files.put(
                "/etc/modprobe.d/blacklist-framebuffer.conf",
                """
                # Framebuffer drivers are generally buggy and poorly-supported
                blacklist nvidiafb
                blacklist vesafb
                """);
        files.put("/etc/modules", "# /etc/modules: kernel modules to load at boot time.\n");
        files.put(
                "/etc/default/grub",
                """
                GRUB_DEFAULT=0
                GRUB_TIMEOUT=0
                GRUB_CMDLINE_LINUX_DEFAULT=""
                GRUB_CMDLINE_LINUX=""
                """);
    }
}
