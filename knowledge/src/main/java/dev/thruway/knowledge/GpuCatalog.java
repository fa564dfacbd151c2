package dev.thruway.knowledge;

import dev.thruway.domain.gpu.GpuModel;
import dev.thruway.domain.pci.PciIds;
import dev.thruway.domain.text.Nearest;
import dev.thruway.knowledge.data.DataNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The boards that Thruway knows, in the order of the data: by generation.
public final class GpuCatalog {

    private static final int MAX_NEAREST = 3;

    private final List<GpuEntry> entries;
    private final Map<String, GpuModel> byIds = new HashMap<>();

    GpuCatalog(List<GpuEntry> entries) {
        this.entries = List.copyOf(entries);
        for (var entry : this.entries) {
            for (var ids : entry.model().ids()) {
                var other = byIds.put(ids, entry.model());
                if (other != null) {
                    throw new IllegalStateException(
                            "%s is both %s and %s"
                                    .formatted(ids, other.name(), entry.model().name()));
                }
            }
        }
    }

    /// The catalog that comes with Thruway.
    public static GpuCatalog builtIn() {
        return GpuReader.read(DataNode.ofResource(ProductKnowledge.class, "gpus.yaml"));
    }

    public List<GpuEntry> entries() {
        return entries;
    }

    public Optional<GpuModel> byIds(PciIds ids) {
        return Optional.ofNullable(byIds.get(ids.toString()))
                .or(() -> Optional.ofNullable(byIds.get(ids.vendorDevice())));
    }

    /// Every entry that a person may mean: the one with exactly this name, else all of the family,
    /// of the family with this memory, or with a board of this full name. Case, spaces, `-` and
    /// `_`, and the maker's name in front count for nothing.
    public List<GpuEntry> named(String name) {
        var wanted = plain(name);
        var exact = entries.stream().filter(e -> plain(e.model().name()).equals(wanted)).toList();
        return exact.isEmpty()
                ? entries.stream()
                        .filter(e ->
                                namesOf(e.model()).stream().anyMatch(n -> plain(n).equals(wanted)))
                        .toList()
                : exact;
    }

    /// Known names nearest to one that is not known, best first.
    public List<String> nearestNames(String name) {
        return Nearest.allTo(name.replaceAll("\\s", ""), names(), MAX_NEAREST);
    }

    /// Every name that a person may type, once each: short names first, then families, then boards.
    public List<String> names() {
        var names = new ArrayList<String>();
        entries.forEach(e -> names.add(e.model().name()));
        entries.forEach(e -> names.addAll(namesOf(e.model())));
        return names.stream().distinct().toList();
    }

    private static List<String> namesOf(GpuModel model) {
        var names = new ArrayList<String>();
        names.add(model.family());
        names.add(model.family() + "-" + (model.memory().bytes() >> 30) + "GB");
        names.addAll(model.boards());
        return names;
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT)
                .replaceAll("[\\s_-]", "")
                .replaceFirst("^(nvidia|tesla)(?=.)", "");
    }
}
