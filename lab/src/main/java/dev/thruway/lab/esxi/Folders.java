package dev.thruway.lab.esxi;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Folders of an inventory that things are put into for order, each by the names of those above it
/// and its own. A VM stays in its own, whichever host it moves to.
final class Folders {

    private static final Comparator<List<String>> ORDER =
            Comparator.<List<String>>comparingInt(List::size)
                    .thenComparing(path -> String.join("/", path));

    private Folders() {}

    /// Those that these are, and all above them, those above first.
    static List<List<String>> of(Stream<List<String>> used) {
        var all = new TreeSet<>(ORDER);
        used.forEach(path -> {
            for (int depth = 1; depth <= path.size(); depth++) {
                all.add(List.copyOf(path.subList(0, depth)));
            }
        });
        return new ArrayList<>(all);
    }

    /// Those directly in one.
    static List<List<String>> in(List<String> path, List<List<String>> all) {
        return all.stream()
                .filter(f -> f.size() == path.size() + 1 && above(f).equals(path))
                .toList();
    }

    static List<String> above(List<String> path) {
        return path.subList(0, path.size() - 1);
    }
}
