package dev.thruway.lab.world;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The BIOS settings of a server: those in effect, and those that take effect at the next POST.
public final class BiosSettings {

    private final Changes changes;
    private final Timeline timeline;
    private final BiosRegistry registry;
    private final SortedMap<String, String> current = new TreeMap<>();
    private final SortedMap<String, String> pending = new TreeMap<>();
    private Optional<Application> applied = Optional.empty();

    /// What became of the settings that were pending.
    ///
    /// @param refused by attribute
    public record Application(Instant at, Map<String, BiosRegistry.Refused> refused) {
        public Application {
            refused = Map.copyOf(refused);
        }
    }

    BiosSettings(
            Changes changes,
            Timeline timeline,
            BiosRegistry registry,
            Map<String, String> initial) {
        this.changes = changes;
        this.timeline = timeline;
        this.registry = registry;
        current.putAll(registry.defaults());
        current.putAll(initial);
    }

    public BiosRegistry registry() {
        return registry;
    }

    public Map<String, String> current() {
        return changes.read(() -> Map.copyOf(current));
    }

    /// What the next POST will set, on top of what is current.
    public Map<String, String> pending() {
        return changes.read(() -> Map.copyOf(pending));
    }

    /// What the BIOS made of the settings that were pending last.
    public Optional<Application> applied() {
        return changes.read(() -> applied);
    }

    /// Remembers settings for the next POST, which is when they are checked.
    public void stage(Map<String, String> settings) {
        changes.write(() -> pending.putAll(settings));
    }

    /// Power-on self test: what was pending is current, but for what the BIOS does not take.
    void post() {
        changes.write(() -> {
            if (pending.isEmpty()) {
                return;
            }
            var refused = registry.refused(current, pending);
            pending.keySet().removeAll(refused.keySet());
            current.putAll(pending);
            if (pending.containsKey(BiosRegistry.PROFILE)) {
                current.putAll(registry.forcedBy(pending.get(BiosRegistry.PROFILE)));
            }
            pending.clear();
            applied = Optional.of(new Application(timeline.now(), refused));
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
