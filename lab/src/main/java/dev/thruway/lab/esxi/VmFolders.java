package dev.thruway.lab.esxi;

import dev.thruway.lab.world.EsxHost;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/// The folders that VMs are put into for order. A VM stays in its own, whichever host it moves to.
final class VmFolders {

    private VmFolders() {}

    /// Each by the names of those above it and its own, those above first.
    static List<List<String>> of(List<EsxHost> hosts) {
        var all =
                new TreeSet<List<String>>(
                        Comparator.<List<String>>comparingInt(List::size)
                                .thenComparing(path -> String.join("/", path)));
        for (var host : hosts) {
            for (var vm : host.vms()) {
                for (int depth = 1; depth <= vm.folder().size(); depth++) {
                    all.add(List.copyOf(vm.folder().subList(0, depth)));
                }
            }
        }
        return new ArrayList<>(all);
    }

    /// Those directly in one.
    static List<List<String>> in(List<String> path, List<List<String>> all) {
        return all.stream()
                .filter(f -> f.size() == path.size() + 1 && f.subList(0, path.size()).equals(path))
                .toList();
    }
}
