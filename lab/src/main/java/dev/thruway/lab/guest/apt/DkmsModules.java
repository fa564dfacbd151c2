package dev.thruway.lab.guest.apt;

import java.util.List;
import java.util.Optional;

/// What DKMS builds: the driver's modules for one kernel. Unsigned, as the machine has no key of
/// its own that the firmware knows.
public final class DkmsModules {

    private DkmsModules() {}

    public static List<PackagedFile> of(String release, String driver, boolean open) {
        return NvidiaPackages.modules(release, "/updates/dkms/", driver, open, Optional.empty());
    }
}
