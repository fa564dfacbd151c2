package dev.thruway.domain.observation;

import dev.thruway.domain.pci.PciIds;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// What a device of Dynamic DirectPath asks for: any card of these products, and with this hardware
/// label where one is named. vSphere picks it at power-on.
///
/// @param products as the catalog writes ids: `10de:26b9`, or `10de:26b9 10de:1851`
public record DynamicDevice(SortedSet<String> products, Optional<String> label) {

    public DynamicDevice {
        products = Collections.unmodifiableSortedSet(new TreeSet<>(products));
        label = label.filter(text -> !text.isEmpty());
    }

    /// Whether a card with these ids is one of its products.
    public boolean accepts(PciIds ids) {
        return products.contains(ids.vendorDevice()) || products.contains(ids.toString());
    }

    /// Whether a card of this vendor and device can be one of its products; which board it is, is
    /// not known.
    public boolean mayAccept(String vendorDevice) {
        return products.stream()
                .anyMatch(p -> p.equals(vendorDevice) || p.startsWith(vendorDevice + " "));
    }

    /// For people and notes: `10de:26b9, label ai-gpu`.
    public String word() {
        return String.join(" / ", products) + label.map(text -> ", label " + text).orElse("");
    }
}
