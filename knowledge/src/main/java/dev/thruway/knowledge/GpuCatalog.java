package dev.thruway.knowledge;

import dev.thruway.domain.gpu.GpuModel;
import dev.thruway.domain.pci.PciIds;
import dev.thruway.domain.text.Phrase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// The boards that Thruway knows: a user's own first, then those that come with it in the order of
/// the data, by maker and generation. Immutable.
///
/// A user's entry takes the place of the built-in one of the same name. No two entries have the
/// same ids: so which board a card is never depends on an order.
public final class GpuCatalog {

    private static final List<String> MAKERS = List.of("nvidia", "amd", "intel", "tesla");

    /// Ids whose answer is kept. A server names a few hundred, and may name any.
    private static final int MOST_KEPT = 10_000;

    private final GpuFile file;
    private final List<GpuEntry> own;

    /// The built-in entries that no own one replaces.
    private final List<GpuFile.Part> parts;

    /// What was read already: a thousand hosts have a few kinds of boards, and reading an entry
    /// takes a millisecond.
    private final Map<GpuFile.Part, GpuEntry> read = new ConcurrentHashMap<>();

    private final Map<PciIds, Optional<GpuModel>> found = new ConcurrentHashMap<>();

    /// By the names that were asked for: a file of a thousand VMs has a few.
    private final Map<String, List<GpuEntry>> byName = new ConcurrentHashMap<>();

    GpuCatalog(GpuFile file) {
        this(file, List.of());
    }

    private GpuCatalog(GpuFile file, List<GpuEntry> own) {
        this.file = file;
        this.own = List.copyOf(own);
        var replaced = own.stream().map(e -> e.model().name()).toList();
        this.parts = file.parts().stream().filter(p -> !replaced.contains(p.name())).toList();
    }

    /// The catalog that comes with Thruway.
    public static GpuCatalog builtIn() {
        return new GpuCatalog(GpuFile.builtIn());
    }

    /// This catalog and a user's own entries. Throws [dev.thruway.knowledge.data.BadData] where one
    /// of the files is not as it has to be.
    public GpuCatalog with(List<OwnCatalog> catalogs) {
        if (catalogs.isEmpty()) {
            return this;
        }
        var known = file.readArchitectures();
        var placed = catalogs.stream().flatMap(c -> c.read(known).stream()).toList();
        var names = new HashMap<String, GpuEntry>();
        for (var one : placed) {
            var other = names.put(one.entry().model().name(), one.entry());
            if (other != null) {
                throw one.node()
                        .bad(
                                "name",
                                Phrase.of(
                                        "data.entry-twice",
                                        "name",
                                        other.model().name(),
                                        "file",
                                        other.own().orElse("")));
            }
        }
        var catalog = new GpuCatalog(file, placed.stream().map(OwnCatalog.Placed::entry).toList());
        placed.forEach(catalog::requireItsIdsAlone);
        return catalog;
    }

    private void requireItsIdsAlone(OwnCatalog.Placed placed) {
        var entry = placed.entry();
        var ids = entry.model().ids();
        for (int i = 0; i < ids.size(); i++) {
            var text = ids.get(i);
            var other =
                    candidates(text.substring(0, 9)).stream()
                            .filter(e -> !e.equals(entry) && e.model().ids().contains(text))
                            .findFirst();
            if (other.isPresent() || ids.indexOf(text) < i) {
                throw placed.node()
                        .node("ids")
                        .bad(
                                "is",
                                i,
                                Phrase.of(
                                        "data.ids-taken",
                                        "ids",
                                        text,
                                        "name",
                                        other.orElse(entry).model().name()));
            }
        }
    }

    private GpuEntry entry(GpuFile.Part part) {
        return read.computeIfAbsent(part, file::read);
    }

    /// Every entry. Two boards with the same ids are a programmer's error.
    public List<GpuEntry> entries() {
        var entries = new ArrayList<>(own);
        parts.stream().map(this::entry).forEach(entries::add);
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
        return List.copyOf(entries);
    }

    public Optional<GpuModel> byIds(PciIds ids) {
        return found.size() < MOST_KEPT ? found.computeIfAbsent(ids, this::find) : find(ids);
    }

    private Optional<GpuModel> find(PciIds ids) {
        var models = candidates(ids.vendorDevice()).stream().map(GpuEntry::model).toList();
        return with(models, ids.toString()).or(() -> with(models, ids.vendorDevice()));
    }

    private static Optional<GpuModel> with(List<GpuModel> models, String ids) {
        return models.stream().filter(m -> m.ids().contains(ids)).findFirst();
    }

    /// The entries that name this vendor and device.
    private List<GpuEntry> candidates(String vendorDevice) {
        return quick(
                e -> e.model().ids().stream().anyMatch(ids -> ids.startsWith(vendorDevice)),
                part -> part.mentions(vendorDevice));
    }

    private List<GpuEntry> quick(Predicate<GpuEntry> ofOwn, Predicate<GpuFile.Part> ofBuiltIn) {
        var found = new ArrayList<>(own.stream().filter(ofOwn).toList());
        parts.stream().filter(ofBuiltIn).map(this::entry).forEach(found::add);
        return found;
    }

    /// The entries with these PCI ids, as lspci writes them: `10de:26b9`, or with the subsystem's
    /// `10de:26b9 10de:1851`. Empty where the text is no such ids.
    public List<GpuEntry> withIds(String text) {
        var ids = text.strip().toLowerCase(Locale.ROOT);
        if (PciIds.tryParse(ids).isEmpty()) {
            return List.of();
        }
        var vendorDevice = ids.substring(0, 9);
        var same =
                candidates(vendorDevice).stream()
                        .filter(e ->
                                e.model().ids().stream().anyMatch(i -> i.startsWith(vendorDevice)))
                        .toList();
        var exact = same.stream().filter(e -> e.model().ids().contains(ids)).toList();
        if (ids.length() == vendorDevice.length()) {
            return same;
        }
        return exact.isEmpty()
                ? same.stream().filter(e -> e.model().ids().contains(vendorDevice)).toList()
                : exact;
    }

    /// Every entry that a person may mean: the one with exactly this name, else all of the family,
    /// of the family with this memory, or with a board of this full name. Case, spaces, `-` and
    /// `_`, and the maker's name in front count for nothing.
    public List<GpuEntry> named(String name) {
        return byName.computeIfAbsent(plain(name), this::find);
    }

    private List<GpuEntry> find(String wanted) {
        var found = named(quick(_ -> true, part -> part.mayName(wanted)), wanted);
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
        return new NearestNames(entries()).to(name);
    }

    /// Every name that a person may type, once each: short names first, then families, then boards.
    public List<String> names() {
        var names = new ArrayList<String>();
        var entries = entries();
        entries.forEach(e -> names.add(e.model().name()));
        entries.forEach(e -> names.addAll(namesOf(e.model())));
        return names.stream().distinct().toList();
    }

    /// Its short name and all others.
    static Stream<String> everyNameOf(GpuModel model) {
        return Stream.concat(Stream.of(model.name()), namesOf(model).stream());
    }

    private static List<String> namesOf(GpuModel model) {
        var memory = "-" + (model.memory().bytes() >> 30) + "GB";
        var names = new ArrayList<String>();
        names.add(model.family());
        if (!model.family().endsWith(memory)) {
            names.add(model.family() + memory);
        }
        names.addAll(model.boards());
        return names;
    }

    /// A name without what does not count in it, and without its maker.
    static String plain(String name) {
        var plain = GpuFile.plain(name);
        for (var maker : MAKERS) {
            if (plain.startsWith(maker) && plain.length() > maker.length()) {
                return plain.substring(maker.length());
            }
        }
        return plain;
    }
}
