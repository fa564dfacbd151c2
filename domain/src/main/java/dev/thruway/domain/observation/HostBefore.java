package dev.thruway.domain.observation;

import dev.thruway.domain.pci.PciAddress;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// What `undo` restores of a host: for each function that Thruway switched, whether passthrough was
/// enabled before.
public record HostBefore(SortedMap<PciAddress, Boolean> passthroughEnabled) {

    public static final HostBefore NOTHING = new HostBefore(new TreeMap<>());

    public HostBefore {
        passthroughEnabled = Collections.unmodifiableSortedMap(new TreeMap<>(passthroughEnabled));
    }

    /// With one more function; what was noted first stays, because only that was before.
    public HostBefore with(PciAddress address, boolean enabled) {
        var all = new TreeMap<>(passthroughEnabled);
        all.putIfAbsent(address, enabled);
        return new HostBefore(all);
    }
}
