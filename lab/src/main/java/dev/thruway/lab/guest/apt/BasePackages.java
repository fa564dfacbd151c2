package dev.thruway.lab.guest.apt;

import java.util.Arrays;
import java.util.List;

/// Packages of an Ubuntu 24.04 server without anything of NVIDIA. Versions are of noble's series;
/// their last digits are unverified and nothing here depends on them.
final class BasePackages {

    private static final String INSTALLED =
            """
            adduser|3.137ubuntu1|add and remove users and groups
            apt|2.8.3|commandline package manager
            base-files|13ubuntu10.3|Debian base system miscellaneous files
            bash|5.2.21-2ubuntu4|GNU Bourne Again SHell
            ca-certificates|20240203|Common CA certificates
            cloud-init|25.1.4-0ubuntu0~24.04.1|initialization and customization tool for cloud instances
            coreutils|9.4-3ubuntu6.1|GNU core utilities
            curl|8.5.0-2ubuntu10.6|command line tool for transferring data with URL syntax
            dash|0.5.12-6ubuntu5|POSIX-compliant shell
            debconf|1.5.86ubuntu1|Debian configuration management system
            dpkg|1.22.6ubuntu6.1|Debian package management system
            findutils|4.9.0-5build1|utilities for finding files--find, xargs
            grep|3.11-4build1|GNU grep, egrep and fgrep
            grub-efi-amd64-signed|1.202.5+2.12-1ubuntu7.3|GRand Unified Bootloader, version 2 (amd64 UEFI signed by Canonical)
            hostname|3.23+nmu2ubuntu2|utility to set/show the host name or domain name
            initramfs-tools|0.142ubuntu25.5|generic modular initramfs generator (automation)
            initramfs-tools-core|0.142ubuntu25.5|generic modular initramfs generator (core tools)
            kmod|31+20240202-2ubuntu7.1|tools for managing Linux kernel modules
            libc6|2.39-0ubuntu8.6|GNU C Library: Shared libraries
            libpam-modules|1.5.3-5ubuntu5.5|Pluggable Authentication Modules for PAM
            linux-firmware|20240318.git3b128b60-0ubuntu2.19|Firmware for Linux kernel drivers
            login|1:4.13+dfsg1-4ubuntu3.2|system login tools
            mokutil|0.6.0-2build3|tools for manipulating machine owner keys
            needrestart|3.6-7ubuntu4.5|check which daemons need to be restarted after library upgrades
            open-vm-tools|2:12.5.0-1~ubuntu0.24.04.2|Open VMware Tools for virtual machines hosted on VMware (CLI)
            openssh-client|1:9.6p1-3ubuntu13.14|secure shell (SSH) client, for secure access to remote machines
            openssh-server|1:9.6p1-3ubuntu13.14|secure shell (SSH) server, for secure access from remote machines
            openssh-sftp-server|1:9.6p1-3ubuntu13.14|secure shell (SSH) sftp server module, for SFTP access from remote machines
            pci.ids|0.0~2024.03.31-1ubuntu0.1|PCI ID Repository
            pciutils|1:3.10.0-2build1|PCI utilities
            sed|4.9-2build1|GNU stream editor for filtering/transforming text
            shim-signed|1.58+15.8-0ubuntu1|Secure Boot chain-loading bootloader (Microsoft-signed binary)
            software-properties-common|0.99.49.3|manage the repositories that you install software from (common)
            sudo|1.9.15p5-3ubuntu5.24.04.1|Provide limited super user privileges to specific users
            systemd|255.4-1ubuntu8.10|system and service manager
            tar|1.35+dfsg-3build1|GNU version of the tar archiving utility
            ubuntu-drivers-common|1:0.9.7.6ubuntu3.4|Detect and install additional Ubuntu driver packages
            ubuntu-keyring|2023.11.28.1|GnuPG keys of the Ubuntu archive
            ubuntu-minimal|1.539.2|Minimal core of Ubuntu
            ubuntu-server|1.539.2|Ubuntu Server system
            udev|255.4-1ubuntu8.10|/dev/ and hotplug management daemon
            unattended-upgrades|2.9.1+nmu4ubuntu1|automatic installation of security upgrades
            util-linux|2.39.3-9ubuntu6.3|miscellaneous system utilities
            zstd|1.5.5+dfsg2-2build1.1|fast lossless compression algorithm -- CLI tool
            """;

    private static final String OPTIONAL =
            """
            build-essential|12.10ubuntu1|Informational list of build-essential packages
            gcc|4:13.2.0-7ubuntu1|GNU C compiler
            make|4.3-4.1build2|utility for directing compilation
            libc6-dev|2.39-0ubuntu8.6|GNU C Library: Development Libraries and Header Files
            python3|3.12.3-0ubuntu2|interactive high-level object-oriented language
            """;

    private BasePackages() {}

    static List<DebianPackage> installed() {
        return parse(INSTALLED);
    }

    /// In the archive, not on the disk.
    static List<DebianPackage> optional() {
        return parse(OPTIONAL);
    }

    private static List<DebianPackage> parse(String lines) {
        return lines.lines().map(line -> line.split("\\|")).map(BasePackages::read).toList();
    }

    private static DebianPackage read(String[] fields) {
        var conffiles =
                fields[0].equals("unattended-upgrades")
                        ? List.of(
                                PackagedFile.configuration(
                                        "/etc/apt/apt.conf.d/50unattended-upgrades",
                                        "Unattended-Upgrade::Package-Blacklist {\n};\n"))
                        : List.<PackagedFile>of();
        return new DebianPackage(
                fields[0],
                fields[1],
                "main",
                String.join("|", Arrays.asList(fields).subList(2, fields.length)),
                List.of(),
                "",
                conffiles,
                List.of(),
                900);
    }
}
