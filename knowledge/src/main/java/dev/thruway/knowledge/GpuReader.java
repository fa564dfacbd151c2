package dev.thruway.knowledge;

import dev.thruway.domain.gpu.DriverBranches;
import dev.thruway.domain.gpu.GpuModel;
import dev.thruway.domain.pci.Bar;
import dev.thruway.domain.pci.ByteSize;
import dev.thruway.domain.pci.PciIds;
import dev.thruway.domain.text.Phrase;
import dev.thruway.knowledge.GpuEntry.Ability;
import dev.thruway.knowledge.GpuEntry.CardFunction;
import dev.thruway.knowledge.data.BadData;
import dev.thruway.knowledge.data.DataNode;
import dev.thruway.knowledge.data.Fact;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Reads the entries of a catalog; the head of `gpus.yaml` says what each field means.
final class GpuReader {

    private static final String NVIDIA = "NVIDIA";

    private static final Pattern BAR =
            Pattern.compile(
                    "(?<index>[0-5]) (?<size>\\d+[KMG]) (?<width>32|64)-bit(?<pref> pref)?");
    private static final Pattern SIZE =
            Pattern.compile("(?<number>[1-9]\\d{0,5}) ?(?<unit>[KMG])(iB)?");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.+-]{0,39}");

    private static final Set<String> ARCHITECTURE_FIELDS =
            Set.of("name", "vendor", "open-from", "proprietary-from", "proprietary-until");
    private static final Set<String> FIELDS =
            Set.of(
                    "name",
                    "family",
                    "boards",
                    "architecture",
                    "ids",
                    "memory",
                    "bars",
                    "functions",
                    "sriov",
                    "vgpu",
                    "driver-from",
                    "window",
                    "note");

    private final Map<String, String> sources;
    private final Optional<String> own;

    /// @param own the user's file that is read; empty for the catalog that comes with Thruway
    GpuReader(Map<String, String> sources, Optional<String> own) {
        this.sources = sources;
        this.own = own;
    }

    Architecture architecture(DataNode node) {
        var vendor = node.allow(ARCHITECTURE_FIELDS).text("vendor");
        var drivers =
                Stream.of("open-from", "proprietary-from", "proprietary-until").filter(node::has);
        drivers.findFirst()
                .filter(_ -> !vendor.equals(NVIDIA))
                .ifPresent(field -> {
                    throw node.bad(field, Phrase.of("data.driver-not-nvidia"));
                });
        var from = node.optionalFact("proprietary-from", sources, GpuReader::number);
        var until = node.optionalFact("proprietary-until", sources, GpuReader::number);
        if (from.isPresent() && until.isPresent() && until.get().is() < from.get().is()) {
            throw node.node("proprietary-until")
                    .bad("is", Phrase.of("data.until-before-from", "from", from.get().is()));
        }
        return new Architecture(
                name(node),
                vendor,
                node.optionalFact("open-from", sources, GpuReader::number),
                from,
                until);
    }

    GpuEntry entry(DataNode node, Map<String, Architecture> architectures) {
        var name = name(node.allow(FIELDS));
        var architecture =
                node.fact("architecture", sources, n -> known(n, architectures.keySet()));
        var generation = architectures.get(architecture.is());
        if (generation == null) {
            throw new IllegalStateException("no architecture " + architecture);
        }
        var ids = node.fact("ids", sources, GpuReader::ids);
        var memory = node.fact("memory", sources, n -> size(n, "is"));
        var bars = node.optionalFact("bars", sources, GpuReader::bars);
        var driverFrom = node.optionalFact("driver-from", sources, GpuReader::number);
        var drivers = generation.branches(driverFrom);
        if (isNone(drivers) && !isNone(generation.branches(Optional.empty()))) {
            throw node.node("driver-from")
                    .bad("is", Phrase.of("data.driver-from-too-late", "name", generation.name()));
        }
        var model =
                new GpuModel(
                        name,
                        node.optionalText("family").orElse(name),
                        boards(node),
                        ids.is(),
                        architecture.is(),
                        memory.is(),
                        bars.map(Fact::is).orElse(List.of()),
                        drivers);
        return new GpuEntry(
                model,
                generation,
                architecture,
                ids,
                memory,
                bars,
                node.optionalFact("functions", sources, n -> n.constants("is", CardFunction.class)),
                node.optionalFact("sriov", sources, n -> n.constant("is", Ability.class)),
                node.optionalFact("vgpu", sources, n -> n.constant("is", Ability.class)),
                driverFrom,
                node.optionalFact("window", sources, GpuReader::number),
                node.optionalText("note").map(this::note),
                own);
    }

    private static boolean isNone(DriverBranches drivers) {
        return drivers.equals(DriverBranches.NONE);
    }

    /// A note of ours is a sentence in two languages; a user's own is what he wrote.
    private Phrase note(String text) {
        return own.isPresent()
                ? Phrase.of("catalog.note.own", "text", text)
                : Phrase.of("catalog.note." + text);
    }

    private static String name(DataNode node) {
        var name = node.text("name");
        if (!NAME.matcher(name).matches()) {
            throw node.bad("name", Phrase.of("data.not-a-name", "text", name));
        }
        return name;
    }

    private static List<String> boards(DataNode node) {
        var boards = node.texts("boards");
        for (int i = 0; i < boards.size(); i++) {
            if (boards.get(i).isBlank()) {
                throw node.bad("boards", i, Phrase.of("data.blank"));
            }
        }
        return requireSome(node, "boards", boards);
    }

    private static String known(DataNode fact, Set<String> architectures) {
        var name = fact.text("is");
        if (!architectures.contains(name)) {
            throw fact.bad(
                    "is",
                    Phrase.of(
                            "data.unknown-architecture",
                            "text",
                            name,
                            "known",
                            String.join(", ", architectures)));
        }
        return name;
    }

    private static int number(DataNode fact) {
        return fact.number("is");
    }

    private static List<String> ids(DataNode fact) {
        var ids = fact.texts("is");
        for (int i = 0; i < ids.size(); i++) {
            var text = ids.get(i);
            if (PciIds.tryParse(text).isEmpty() || !text.equals(text.toLowerCase(Locale.ROOT))) {
                throw fact.bad("is", i, Phrase.of("data.not-ids", "text", text));
            }
        }
        return requireSome(fact, "is", ids);
    }

    private static <T> List<T> requireSome(DataNode node, String field, List<T> list) {
        if (list.isEmpty()) {
            throw node.bad(field, Phrase.of("data.empty-list"));
        }
        return list;
    }

    private static List<Bar> bars(DataNode fact) {
        var texts = fact.texts("is");
        var bars = new ArrayList<Bar>();
        int next = 0;
        for (int i = 0; i < texts.size(); i++) {
            var bar = bar(fact, i, texts.get(i));
            if (bar.index() < next) {
                throw notABar(fact, i, texts.get(i));
            }
            next = bar.index() + (bar.width() == Bar.Width.BITS_64 ? 2 : 1);
            bars.add(bar);
        }
        if (next > 6) {
            throw notABar(fact, texts.size() - 1, texts.getLast());
        }
        return requireSome(fact, "is", bars);
    }

    private static Bar bar(DataNode fact, int item, String text) {
        var m = BAR.matcher(text);
        if (!m.matches()) {
            throw notABar(fact, item, text);
        }
        try {
            return new Bar(
                    Integer.parseInt(m.group("index")),
                    size(m.group("size")).orElseThrow(() -> notABar(fact, item, text)),
                    m.group("width").equals("32") ? Bar.Width.BITS_32 : Bar.Width.BITS_64,
                    m.group("pref") != null);
        } catch (IllegalArgumentException e) {
            throw notABar(fact, item, text);
        }
    }

    private static BadData notABar(DataNode fact, int item, String text) {
        return fact.bad("is", item, Phrase.of("data.not-a-bar", "text", text));
    }

    private static ByteSize size(DataNode fact, String field) {
        var text = fact.text(field);
        return size(text)
                .orElseThrow(() -> fact.bad(field, Phrase.of("data.not-a-size", "text", text)));
    }

    private static Optional<ByteSize> size(String text) {
        var m = SIZE.matcher(text);
        if (!m.matches()) {
            return Optional.empty();
        }
        long number = Long.parseLong(m.group("number"));
        return Optional.of(
                switch (m.group("unit")) {
                    case "K" -> ByteSize.ofKib(number);
                    case "M" -> ByteSize.ofMib(number);
                    default -> ByteSize.ofGib(number);
                });
    }
}
