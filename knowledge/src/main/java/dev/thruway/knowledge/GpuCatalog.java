package dev.thruway.knowledge;

import dev.thruway.domain.gpu.GpuModel;
import dev.thruway.domain.pci.PciIds;
import dev.thruway.domain.text.Nearest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The boards that Thruway knows, in the order of the data: by generation. Immutable.
public final class GpuCatalog {

    private static final int MAX_NEAREST = 3;
    private static final List<String> MAKERS = List.of("nvidia", "tesla");

    /// Ids whose answer is kept. A server names a few hundred, and may name any.
    private static final int MOST_KEPT = 10_000;

    private final GpuFile file;

    /// What was read already: a thousand hosts have a few kinds of boards, and reading an entry
    /// takes a millisecond.
    private final Map<GpuFile.Part, GpuEntry> read = new ConcurrentHashMap<>();

    private final Map<PciIds, Optional<GpuModel>> found = new ConcurrentHashMap<>();

    GpuCatalog(GpuFile file) {
        this.file = file;
    }

    /// The catalog that comes with Thruway.
    public static GpuCatalog builtIn() {
        return new GpuCatalog(GpuFile.builtIn());
    }

    private GpuEntry entry(GpuFile.Part part) {
        return read.computeIfAbsent(part, file::read);
    }

    /// Every entry. Two boards with the same ids are a programmer's error.
    public List<GpuEntry> entries() {
        var entries = file.parts().stream().map(this::entry).toList();
        var byIds = new HashMap<String, String>();
        for (var entry : entries) {
            var name = entry.model().name();
            for (var ids : entry.model().ids()) {
                var other = byIds.put(ids, name);
                if (other != null) {
                    throw new IllegalStateException(
                            "%s is both %s and %s".formatted(ids, other, name));
                }
            }
        }
        return entries;
    }

    public Optional<GpuModel> byIds(PciIds ids) {
        return found.size() < MOST_KEPT ? found.computeIfAbsent(ids, this::find) : find(ids);
    }

    private Optional<GpuModel> find(PciIds ids) {
        var models =
                file.parts().stream()
                        .filter(p -> p.mentions(ids.vendorDevice()))
                        .map(p -> entry(p).model())
                        .toList();
        return with(models, ids.toString()).or(() -> with(models, ids.vendorDevice()));
    }

    private static Optional<GpuModel> with(List<GpuModel> models, String ids) {
        return models.stream().filter(m -> m.ids().contains(ids)).findFirst();
    }

    /// Every entry that a person may mean: the one with exactly this name, else all of the family,
    /// of the family with this memory, or with a board of this full name. Case, spaces, `-` and
    /// `_`, and the maker's name in front count for nothing.
    public List<GpuEntry> named(String name) {
        var wanted = plain(name);
        var quick = file.parts().stream().filter(p -> p.mayName(wanted)).map(this::entry).toList();
        var found = named(quick, wanted);
        // A family with its memory need not be written anywhere in the entry.
        return found.isEmpty() ? named(entries(), wanted) : found;
    }

    private static List<GpuEntry> named(List<GpuEntry> entries, String wanted) {
        var exact = entries.stream().filter(e -> plain(e.model().name()).equals(wanted)).toList();
        return exact.isEmpty()
                ? entries.stream().filter(e -> hasName(e.model(), wanted)).toList()
                : exact;
    }

    private static boolean hasName(GpuModel model, String wanted) {
        return namesOf(model).stream().anyMatch(n -> plain(n).equals(wanted));
    }

    /// Known names nearest to one that is not known, best first.
    public List<String> nearestNames(String name) {
        return Nearest.allTo(name.replaceAll("\\s", ""), names(), MAX_NEAREST);
    }

    /// Every name that a person may type, once each: short names first, then families, then boards.
    public List<String> names() {
        var names = new ArrayList<String>();
        var entries = entries();
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
        var plain = GpuFile.plain(name);
        for (var maker : MAKERS) {
            if (plain.startsWith(maker) && plain.length() > maker.length()) {
                return plain.substring(maker.length());
            }
        }
        return plain;
    }
}
