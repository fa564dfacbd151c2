package dev.thruway.lab.guest.os;

import dev.thruway.lab.guest.apt.PackageDatabase;
import dev.thruway.lab.guest.fs.FileSystem;

/// What survives a power-off: the files, and what dpkg knows of them.
public record Disk(FileSystem files, PackageDatabase packages) {}
