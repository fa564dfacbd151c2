package dev.thruway.engine.capture;

import dev.thruway.vsphere.client.Inventory;
import dev.thruway.vsphere.vim.ManagedObjectReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Where in an inventory something is.
///
/// @param datacenter empty where it is not shown
/// @param above the names of the folders that the datacenter is in, from the top
/// @param folder those that it is in below one of the four that every datacenter has
record Place(Optional<Inventory.Entry> datacenter, List<String> above, List<String> folder) {

    /// @param way from the root to the folder that it is in
    static Place of(List<Inventory.Entry> way) {
        int at = way.stream().map(e -> e.ref().type()).toList().lastIndexOf("Datacenter");
        return new Place(
                at < 0 ? Optional.empty() : Optional.of(way.get(at)),
                names(way.subList(0, Math.max(0, at))),
                names(way.subList(Math.min(way.size(), at + 2), way.size())));
    }

    /// @param parents what is above, itself last
    static List<Inventory.Entry> above(List<Inventory.Entry> parents) {
        return parents.subList(0, Math.max(0, parents.size() - 1));
    }

    Optional<ManagedObjectReference> datacenterRef() {
        return datacenter.map(Inventory.Entry::ref);
    }

    /// As files are asked for by it; a host by itself says no other.
    String datacenterPath() {
        var path = new ArrayList<>(above);
        path.add(datacenter.map(Inventory.Entry::name).orElse("ha-datacenter"));
        return String.join("/", path);
    }

    private static List<String> names(List<Inventory.Entry> entries) {
        return entries.stream().map(Inventory.Entry::name).toList();
    }
}
