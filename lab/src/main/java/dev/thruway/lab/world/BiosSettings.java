package dev.thruway.lab.world;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// The BIOS settings of a server: those in effect, and those that take effect at the next POST.
public final class BiosSettings {

    private final Changes changes;
    private final SortedMap<String, String> current = new TreeMap<>();
    private final SortedMap<String, String> pending = new TreeMap<>();

    BiosSettings(Changes changes, Map<String, String> initial) {
        this.changes = changes;
        current.putAll(initial);
    }

    public Map<String, String> current() {
        return changes.read(() -> Map.copyOf(current));
    }

    /// What the next POST will set, on top of what is current.
    public Map<String, String> pending() {
        return changes.read(() -> Map.copyOf(pending));
    }

    /// Remembers settings for the next POST.
    public void stage(Map<String, String> settings) {
        changes.write(() -> pending.putAll(settings));
    }

    /// Power-on self test: what was pending is current.
    void post() {
        changes.write(() -> {
            current.putAll(pending);
            pending.clear();
        });
    }

    /// Whether the IOMMU and SR-IOV are on, without which no device can be passed through. The
    /// names are those of AMD and Intel servers of HPE (iLO 6 BIOS resource definitions, 1.70).
    boolean iommuOn() {
        return changes.read(() ->
                !"Disabled".equals(current.get("ProcAmdIoVt"))
                        && !"Disabled".equals(current.get("IntelProcVtd")));
    }
}
