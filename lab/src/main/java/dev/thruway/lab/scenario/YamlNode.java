package dev.thruway.lab.scenario;

import dev.thruway.lab.scenario.ScenarioException.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// A piece of YAML that remembers its place.
sealed interface YamlNode {

    Place place();

    record Text(Place place, String value) implements YamlNode {}

    record Sequence(Place place, List<YamlNode> items) implements YamlNode {
        public Sequence {
            items = List.copyOf(items);
        }
    }

    record Mapping(Place place, Map<String, YamlNode> entries) implements YamlNode {

        /// This one with the other's values, mapping by mapping.
        Mapping overlaidBy(Mapping other) {
            var merged = new LinkedHashMap<>(entries);
            other.entries.forEach((key, value) ->
                    merged.merge(
                            key,
                            value,
                            (mine, theirs) ->
                                    mine instanceof Mapping m && theirs instanceof Mapping t
                                            ? m.overlaidBy(t)
                                            : theirs));
            return new Mapping(place, merged);
        }
    }

    /// Reads one document whose root is a mapping.
    static Mapping parse(String file, String text) {
        var settings =
                LoadSettings.builder()
                        .setLabel(file)
                        .setUseMarks(true)
                        .setCodePointLimit(text.length() + 1)
                        .build();
        Optional<Node> root;
        try {
            root = new Compose(settings).composeString(text);
        } catch (MarkedYamlEngineException e) {
            throw new ScenarioException(place(file, e.getProblemMark()), "YAML: " + e.getProblem());
        }
        return root.map(node -> convert(file, node))
                .filter(Mapping.class::isInstance)
                .map(Mapping.class::cast)
                .orElseThrow(() -> new ScenarioException(new Place(file, 1, 1), "a mapping"));
    }

    private static YamlNode convert(String file, Node node) {
        var place = place(file, node.getStartMark());
        return switch (node) {
            case ScalarNode scalar -> new Text(place, scalar.getValue());
            case SequenceNode sequence -> {
                var items = new ArrayList<YamlNode>();
                sequence.getValue().forEach(item -> items.add(convert(file, item)));
                yield new Sequence(place, items);
            }
            case MappingNode mapping -> {
                var entries = new LinkedHashMap<String, YamlNode>();
                for (var tuple : mapping.getValue()) {
                    if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                        throw new ScenarioException(
                                place(file, tuple.getKeyNode().getStartMark()), "a plain key");
                    }
                    if (entries.put(key.getValue(), convert(file, tuple.getValueNode())) != null) {
                        throw new ScenarioException(
                                place(file, key.getStartMark()),
                                "each key once, and '" + key.getValue() + "' is here twice");
                    }
                }
                yield new Mapping(place, entries);
            }
            default -> throw new ScenarioException(place, "a text, a list or a mapping");
        };
    }

    private static Place place(String file, Optional<Mark> mark) {
        return mark.map(m -> new Place(file, m.getLine() + 1, m.getColumn() + 1))
                .orElseGet(() -> new Place(file, 0, 0));
    }
}
