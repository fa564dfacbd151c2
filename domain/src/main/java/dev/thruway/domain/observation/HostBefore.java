package dev.thruway.domain.observation;

import dev.thruway.domain.pci.PciAddress;
import dev.thruway.domain.pci.PciIds;
import java.util.Collection;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// What `undo` restores of a host: for each function that Thruway switched, whether passthrough was
/// enabled before.
///
/// @param ids which product sat at an address; notes of older versions do not say it
public record HostBefore(
        SortedMap<PciAddress, Boolean> passthroughEnabled, SortedMap<PciAddress, PciIds> ids) {

    public static final HostBefore NOTHING = new HostBefore(new TreeMap<>(), new TreeMap<>());

    public HostBefore {
        passthroughEnabled = Collections.unmodifiableSortedMap(new TreeMap<>(passthroughEnabled));
        ids = Collections.unmodifiableSortedMap(new TreeMap<>(ids));
        if (!passthroughEnabled.keySet().containsAll(ids.keySet())) {
            throw new IllegalArgumentException("ids of what is not noted: " + ids);
        }
    }

    /// With one more function; what was noted first stays, because only that was before, unless it
    /// was noted of another product.
    public HostBefore with(PciAddress address, boolean enabled, PciIds product) {
        if (passthroughEnabled.containsKey(address) && isOf(address, product)) {
            return this;
        }
        var all = new TreeMap<>(passthroughEnabled);
        all.put(address, enabled);
        var products = new TreeMap<>(ids);
        products.put(address, product);
        return new HostBefore(all, products);
    }

    /// Without some functions.
    public HostBefore without(Collection<PciAddress> addresses) {
        var all = new TreeMap<>(passthroughEnabled);
        all.keySet().removeAll(addresses);
        var products = new TreeMap<>(ids);
        products.keySet().removeAll(addresses);
        return new HostBefore(all, products);
    }

    /// Whether what is noted of an address is noted of this product, as far as it says so.
    public boolean isOf(PciAddress address, PciIds product) {
        return ids.getOrDefault(address, product).equals(product);
    }

    /// With what differs between two other notes; everything else stays as it is here.
    public HostBefore changed(HostBefore from, HostBefore to) {
        var gone = new TreeMap<>(from.passthroughEnabled);
        gone.keySet().removeAll(to.passthroughEnabled.keySet());
        var left = without(gone.keySet());
        var all = new TreeMap<>(left.passthroughEnabled);
        var products = new TreeMap<>(left.ids);
        to.passthroughEnabled.forEach((address, enabled) -> {
            var product = to.ids.get(address);
            if (!all.containsKey(address) || (product != null && !isOf(address, product))) {
                all.put(address, enabled);
                if (product != null) {
                    products.put(address, product);
                }
            }
        });
        return new HostBefore(all, products);
    }
}
