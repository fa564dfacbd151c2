package dev.thruway.lab.guest.apt;

/// A file in a package.
///
/// @param kind a configuration file stays when the package is removed, and goes when it is purged
public record PackagedFile(String path, String content, int mode, Kind kind) {

    /// What dpkg makes of it.
    public enum Kind {
        DATA,
        CONFIGURATION
    }

    public static PackagedFile data(String path, String content) {
        return new PackagedFile(path, content, 0644, Kind.DATA);
    }

    public static PackagedFile program(String path, String content) {
        return new PackagedFile(path, content, 0755, Kind.DATA);
    }

    public static PackagedFile configuration(String path, String content) {
        return new PackagedFile(path, content, 0644, Kind.CONFIGURATION);
    }

    public boolean isConfiguration() {
        return kind == Kind.CONFIGURATION;
    }
}
