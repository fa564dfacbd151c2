package dev.thruway.lab.guest.os;

import dev.thruway.lab.guest.apt.InstalledPackage;
import dev.thruway.lab.guest.apt.PackageDatabase;
import java.util.stream.Collectors;

/// The text of /var/lib/dpkg/status, as deb-control(5) and dpkg(1) describe it.
public final class DpkgStatus {

    private DpkgStatus() {}

    static String of(PackageDatabase database) {
        return database.all().stream().map(p -> stanza(p) + "\n").collect(Collectors.joining());
    }

    /// One package, as `dpkg -s` prints it.
    public static String stanza(InstalledPackage installed) {
        var content = installed.content();
        var depends =
                content.depends().stream()
                        .map(alternatives -> String.join(" | ", alternatives))
                        .collect(Collectors.joining(", "));
        return "Package: "
                + content.name()
                + "\nStatus: "
                + installed.status()
                + "\nPriority: optional\nSection: "
                + content.section()
                + "\nInstalled-Size: "
                + content.kib()
                + "\nArchitecture: "
                + content.architecture()
                + "\nVersion: "
                + content.version()
                + (depends.isEmpty() ? "" : "\nDepends: " + depends)
                + "\nDescription: "
                + content.description()
                + "\n";
    }
}
