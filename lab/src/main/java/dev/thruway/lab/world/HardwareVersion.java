package dev.thruway.lab.world;

import java.util.List;

/// The number in `vmx-21`.
public final class HardwareVersion {

    /// Those that a release of ESXi brought (VMware KB 1003746).
    private static final List<Integer> ALL =
            List.of(4, 7, 8, 9, 10, 11, 13, 14, 17, 18, 19, 20, 21, 22);

    private HardwareVersion() {}

    /// All that a host runs whose newest is this.
    public static List<Integer> upTo(int newest) {
        return ALL.stream().filter(version -> version <= newest).toList();
    }

    static int of(String version) {
        if (!version.matches("vmx-[0-9]{1,2}")) {
            throw new Refusal(new Refusal.Reason.InvalidArgument("version"));
        }
        return Integer.parseInt(version.substring("vmx-".length()));
    }
}
