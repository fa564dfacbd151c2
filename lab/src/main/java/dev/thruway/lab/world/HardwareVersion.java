package dev.thruway.lab.world;

import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// The number in `vmx-21`.
public final class HardwareVersion {

    /// Those that a release of ESXi brought (VMware KB 1003746).
    private static final List<Integer> ALL =
            List.of(4, 7, 8, 9, 10, 11, 13, 14, 17, 18, 19, 20, 21, 22);

    private static final Map<String, Integer> RELEASES =
            Map.ofEntries(
                    Map.entry("6.7", 14),
                    Map.entry("6.7.2", 15),
                    Map.entry("6.7.3", 15),
                    Map.entry("7.0", 17),
                    Map.entry("7.0.1", 18),
                    Map.entry("7.0.2", 19),
                    Map.entry("7.0.3", 19),
                    Map.entry("8.0", 20),
                    Map.entry("8.0.2", 21),
                    Map.entry("8.0.3", 21),
                    Map.entry("9", 22));

    private HardwareVersion() {}

    /// All that a host runs whose newest is this.
    public static List<Integer> upTo(int newest) {
        return ALL.stream().filter(version -> version <= newest).toList();
    }

    /// What a release of ESXi brought (the same article); the oldest that is listed for older ones.
    public static int newestOf(String release) {
        return RELEASES.entrySet().stream()
                .filter(r -> release.startsWith(r.getKey()))
                .max(Comparator.comparingInt(r -> r.getKey().length()))
                .map(Map.Entry::getValue)
                .orElse(release.startsWith("6") ? 13 : 22);
    }

    static int of(String version) {
        if (!version.matches("vmx-[0-9]{1,2}")) {
            throw new Refusal(new Refusal.Reason.InvalidArgument("version"));
        }
        return Integer.parseInt(version.substring("vmx-".length()));
    }
}
