package dev.thruway.domain.observation;

import dev.thruway.domain.pci.PciAddress;
import dev.thruway.domain.pci.PciIds;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// What `undo` restores of a host: for each function that Thruway switched, whether passthrough was
/// enabled before; for each that it labelled, the label that was there.
///
/// @param ids which product sat at an address; notes of older versions do not say it
/// @param labels empty text where there was none
public record HostBefore(
        SortedMap<PciAddress, Boolean> passthroughEnabled,
        SortedMap<PciAddress, PciIds> ids,
        SortedMap<PciAddress, String> labels) {

    public static final HostBefore NOTHING =
            new HostBefore(new TreeMap<>(), new TreeMap<>(), new TreeMap<>());

    public HostBefore {
        passthroughEnabled = Collections.unmodifiableSortedMap(new TreeMap<>(passthroughEnabled));
        ids = Collections.unmodifiableSortedMap(new TreeMap<>(ids));
        labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
        var noted = new TreeSet<>(passthroughEnabled.keySet());
        noted.addAll(labels.keySet());
        if (!noted.containsAll(ids.keySet())) {
            throw new IllegalArgumentException("ids of what is not noted: " + ids);
        }
    }

    /// Everything that something is noted of.
    public SortedSet<PciAddress> addresses() {
        var all = new TreeSet<>(passthroughEnabled.keySet());
        all.addAll(labels.keySet());
        return all;
    }

    /// With the toggle of one more function; what was noted first stays, because only that was
    /// before, unless it was noted of another product.
    public HostBefore with(PciAddress address, boolean enabled, PciIds product) {
        return passthroughEnabled.containsKey(address) && isOf(address, product)
                ? this
                : new HostBefore(
                        put(passthroughEnabled, address, enabled),
                        put(ids, address, product),
                        labels);
    }

    /// With the label of one more function, under the same rule.
    public HostBefore withLabel(PciAddress address, String label, PciIds product) {
        return labels.containsKey(address) && isOf(address, product)
                ? this
                : new HostBefore(
                        passthroughEnabled,
                        put(ids, address, product),
                        put(labels, address, label));
    }

    private static <T> SortedMap<PciAddress, T> put(
            SortedMap<PciAddress, T> map, PciAddress address, T value) {
        var more = new TreeMap<>(map);
        more.put(address, value);
        return more;
    }

    /// Without some functions.
    public HostBefore without(Collection<PciAddress> addresses) {
        return new HostBefore(
                less(passthroughEnabled, addresses), less(ids, addresses), less(labels, addresses));
    }

    private static <T> SortedMap<PciAddress, T> less(
            Map<PciAddress, T> map, Collection<PciAddress> addresses) {
        var rest = new TreeMap<>(map);
        rest.keySet().removeAll(addresses);
        return rest;
    }

    /// Whether what is noted of an address is noted of this product, as far as it says so.
    public boolean isOf(PciAddress address, PciIds product) {
        return ids.getOrDefault(address, product).equals(product);
    }

    /// With what differs between two other notes; everything else stays as it is here.
    public HostBefore changed(HostBefore from, HostBefore to) {
        var gone = from.addresses();
        gone.removeAll(to.addresses());
        var left = without(gone);
        var enabled = new TreeMap<>(left.passthroughEnabled);
        to.passthroughEnabled.forEach((address, was) -> {
            if (isNew(left, enabled, address, to)) {
                enabled.put(address, was);
            }
        });
        var texts = new TreeMap<>(left.labels);
        to.labels.forEach((address, was) -> {
            if (isNew(left, texts, address, to)) {
                texts.put(address, was);
            }
        });
        var products = new TreeMap<>(left.ids);
        to.ids.forEach((address, product) -> {
            if (!left.addresses().contains(address) || !left.isOf(address, product)) {
                products.put(address, product);
            }
        });
        return new HostBefore(enabled, products, texts);
    }

    private static boolean isNew(
            HostBefore left, Map<PciAddress, ?> noted, PciAddress address, HostBefore to) {
        var product = to.ids.get(address);
        return !noted.containsKey(address) || (product != null && !left.isOf(address, product));
    }
}
