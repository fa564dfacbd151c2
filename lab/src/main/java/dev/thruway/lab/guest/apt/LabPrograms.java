package dev.thruway.lab.guest.apt;

import java.util.Optional;
import java.util.regex.Pattern;

/// What the lab's program files and libraries hold: enough to look like a binary to whoever reads
/// them, and to tell which program it is and of which version.
public final class LabPrograms {

    private static final Pattern MARKER =
            Pattern.compile("\u007fELF\\x00(program|library) (\\S+) (\\S+)\\x00");

    private LabPrograms() {}

    public static String marker(String name, String version) {
        return "\u007fELF\0program " + name + " " + version + "\0";
    }

    static String library(String name, String version) {
        return "\u007fELF\0library " + name + " " + version + "\0";
    }

    /// The program that a file is, empty where it is none of the lab's.
    public static Optional<String> name(String content) {
        var m = MARKER.matcher(content);
        return m.matches() && m.group(1).equals("program")
                ? Optional.of(m.group(2))
                : Optional.empty();
    }

    public static Optional<String> version(String content) {
        var m = MARKER.matcher(content);
        return m.matches() ? Optional.of(m.group(3)) : Optional.empty();
    }
}
