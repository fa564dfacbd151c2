package dev.thruway.lab.guest.apt;

import java.util.List;

/// A binary package of one version.
///
/// @param depends each entry a list of alternatives, the first one preferred
/// @param role what only one installed package may be at a time, such as `nvidia-utils`; empty
///   where it conflicts with nothing
/// @param actions what its maintainer scripts do
public record DebianPackage(
        String name,
        String version,
        String section,
        String description,
        List<List<String>> depends,
        String role,
        List<PackagedFile> files,
        List<Action> actions,
        int kib) {

    public DebianPackage {
        depends = depends.stream().map(List::copyOf).toList();
        files = List.copyOf(files);
        actions = List.copyOf(actions);
    }

    /// `all` packages hold nothing that depends on the processor.
    public String architecture() {
        return name.startsWith("linux-headers-generic") || name.equals("dkms") ? "all" : "amd64";
    }

    /// The file's name in the archive; an epoch is not part of it.
    public String fileName() {
        var plain = version.substring(version.indexOf(':') + 1);
        return name + "_" + plain + "_" + architecture() + ".deb";
    }

    /// What a maintainer script does besides unpacking files.
    public sealed interface Action {

        /// Asks for new initial RAM disks when all is done.
        record UpdateInitramfs() implements Action {}

        /// Builds the list of modules anew.
        record Depmod() implements Action {}

        /// Builds kernel modules from source, for every kernel that has headers.
        record BuildModules(String driverVersion, boolean open) implements Action {}

        /// Creates a system user, and removes it when purged.
        record SystemUser(String name) implements Action {}
    }
}
