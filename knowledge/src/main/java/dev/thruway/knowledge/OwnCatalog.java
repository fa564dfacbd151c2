package dev.thruway.knowledge;

import dev.thruway.domain.text.Phrase;
import dev.thruway.knowledge.data.DataNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A user's own entries, as `thruway-catalog.yaml` has them: in the form of `gpus.yaml`.
///
/// @param name as messages name the file
/// @param text what it holds
public record OwnCatalog(String name, String text) {

    /// The name of the file, beside the files that use it. It is no spec.
    public static final String FILE_NAME = "thruway-catalog.yaml";

    /// The most bytes that are read of it.
    public static final int MAX_BYTES = 1 << 20;

    /// Its entries, each with the place where it stands.
    ///
    /// @param known the architectures that come with Thruway
    List<Placed> read(Map<String, Architecture> known) {
        var root =
                DataNode.ofForeignText(name, text)
                        .allow(Set.of("apiVersion", "sources", "architectures", "gpus"));
        if (!root.text("apiVersion").equals("thruway/v1")) {
            throw root.bad("apiVersion", Phrase.of("data.not-this-version"));
        }
        var reader = new GpuReader(root.sources(), Optional.of(name));
        var architectures = new LinkedHashMap<>(known);
        if (root.has("architectures")) {
            root.nodes("architectures").forEach(node -> add(reader, node, architectures));
        }
        var entries = new ArrayList<Placed>();
        for (var node : root.nodes("gpus")) {
            entries.add(new Placed(node, reader.entry(node, architectures)));
        }
        return List.copyOf(entries);
    }

    private static void add(
            GpuReader reader, DataNode node, Map<String, Architecture> architectures) {
        var one = reader.architecture(node);
        if (architectures.putIfAbsent(one.name(), one) != null) {
            throw node.bad("name", Phrase.of("data.architecture-twice", "name", one.name()));
        }
    }

    /// An entry and where it stands.
    record Placed(DataNode node, GpuEntry entry) {}
}
