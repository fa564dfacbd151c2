package dev.thruway.knowledge;

import dev.thruway.domain.gpu.GpuModel;
import dev.thruway.domain.pci.Bar;
import dev.thruway.domain.pci.ByteSize;
import dev.thruway.knowledge.data.DataNode;
import dev.thruway.knowledge.data.Fact;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads an entry of `gpus.yaml`, whose head says what each field means.
final class GpuReader {

    private static final Pattern BAR =
            Pattern.compile("(?<index>[0-5]) (?<size>\\d+[MG]) (?<width>32|64)-bit(?<pref> pref)?");
    private static final Pattern SIZE = Pattern.compile("(?<number>\\d{1,6}) ?(?<unit>[MG])(iB)?");
    private static final Pattern IDS =
            Pattern.compile("[0-9a-f]{4}:[0-9a-f]{4}( [0-9a-f]{4}:[0-9a-f]{4})?");
    private static final Set<String> FIELDS =
            Set.of(
                    "name",
                    "family",
                    "boards",
                    "architecture",
                    "ids",
                    "memory",
                    "bars",
                    "window",
                    "note");

    private final Map<String, String> sources;

    private GpuReader(Map<String, String> sources) {
        this.sources = sources;
    }

    static GpuEntry read(Map<String, String> sources, DataNode node) {
        return new GpuReader(sources).entry(node);
    }

    private GpuEntry entry(DataNode node) {
        var name = node.allow(FIELDS).text("name");
        var architecture = node.fact("architecture", sources, n -> n.text("is"));
        var ids = node.fact("ids", sources, GpuReader::ids);
        var memory = node.fact("memory", sources, n -> size(n.place(), n.text("is")));
        var bars = node.optionalNode("bars").map(_ -> node.fact("bars", sources, GpuReader::bars));
        var window =
                node.optionalNode("window")
                        .map(_ -> node.fact("window", sources, GpuReader::number));
        var model =
                new GpuModel(
                        name,
                        node.optionalText("family").orElse(name),
                        node.texts("boards"),
                        ids.is(),
                        architecture.is(),
                        memory.is(),
                        bars.map(Fact::is).orElse(List.of()));
        Optional<String> note = node.optionalText("note").map(key -> "catalog.note." + key);
        return new GpuEntry(model, architecture, ids, memory, bars, window, note);
    }

    private static List<String> ids(DataNode node) {
        var ids = node.texts("is");
        for (var one : ids) {
            if (!IDS.matcher(one).matches()) {
                throw new IllegalStateException(node.place() + ": not PCI ids: " + one);
            }
        }
        return ids;
    }

    private static int number(DataNode node) {
        return Integer.parseInt(node.text("is"));
    }

    private static List<Bar> bars(DataNode node) {
        return node.texts("is").stream().map(text -> bar(node.place(), text)).toList();
    }

    private static Bar bar(String place, String text) {
        var m = BAR.matcher(text);
        if (!m.matches()) {
            throw new IllegalStateException(place + ": not a BAR: " + text);
        }
        return new Bar(
                Integer.parseInt(m.group("index")),
                size(place, m.group("size")),
                m.group("width").equals("32") ? Bar.Width.BITS_32 : Bar.Width.BITS_64,
                m.group("pref") != null);
    }

    private static ByteSize size(String place, String text) {
        var m = SIZE.matcher(text);
        if (!m.matches()) {
            throw new IllegalStateException(place + ": not a size: " + text);
        }
        long number = Long.parseLong(m.group("number"));
        return m.group("unit").equals("M") ? ByteSize.ofMib(number) : ByteSize.ofGib(number);
    }
}
