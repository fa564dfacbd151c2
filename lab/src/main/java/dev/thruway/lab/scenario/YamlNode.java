package dev.thruway.lab.scenario;

import dev.thruway.lab.scenario.ScenarioException.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
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

    /// @param keys where each key stands
    record Mapping(Place place, Map<String, YamlNode> entries, Map<String, Place> keys)
            implements YamlNode {

        /// The same with other values for the same keys, or fewer.
        Mapping withEntries(Map<String, YamlNode> others) {
            return new Mapping(place, others, keys);
        }

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
            var places = new HashMap<>(keys);
            places.putAll(other.keys);
            return new Mapping(place, merged, places);
        }
    }

    /// Deeper than any world is; the library reads by recursion.
    int MAX_DEPTH = 50;

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
            requirePlain(file, new Parse(settings).parseString(text));
            root = new Compose(settings).composeString(text);
        } catch (MarkedYamlEngineException e) {
            throw new ScenarioException(place(file, e.getProblemMark()), "YAML: " + e.getProblem());
        } catch (ReaderException e) {
            throw new ScenarioException(
                    place(file, text, e.getPosition()),
                    "a character that YAML allows, not U+%04X".formatted(e.getCodePoint()));
        } catch (YamlEngineException e) {
            throw new ScenarioException(new Place(file, 1, 1), "YAML: " + e.getMessage());
        }
        return root.map(node -> convert(file, node))
                .filter(Mapping.class::isInstance)
                .map(Mapping.class::cast)
                .orElseThrow(() -> new ScenarioException(new Place(file, 1, 1), "a mapping"));
    }

    /// Refuses what makes a small text a large tree, or one without an end.
    private static void requirePlain(String file, Iterable<Event> events) {
        int depth = 0;
        for (var event : events) {
            switch (event.getEventId()) {
                case MappingStart, SequenceStart -> depth++;
                case MappingEnd, SequenceEnd -> depth--;
                case Alias ->
                        throw new ScenarioException(
                                place(file, event.getStartMark()),
                                "the value itself: references such as *name are not read");
                case Comment, DocumentEnd, DocumentStart, Scalar, StreamEnd, StreamStart -> {}
            }
            if (depth > MAX_DEPTH) {
                throw new ScenarioException(
                        place(file, event.getStartMark()),
                        "at most %d levels below each other".formatted(MAX_DEPTH));
            }
        }
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
                var keys = new HashMap<String, Place>();
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
                    keys.put(key.getValue(), place(file, key.getStartMark()));
                }
                yield new Mapping(place, entries, keys);
            }
            default -> throw new ScenarioException(place, "a text, a list or a mapping");
        };
    }

    private static Place place(String file, Optional<Mark> mark) {
        return mark.map(m -> new Place(file, m.getLine() + 1, m.getColumn() + 1))
                .orElseGet(() -> new Place(file, 0, 0));
    }

    /// The place of the code point of this number, from 0.
    private static Place place(String file, String text, int index) {
        var before = text.codePoints().limit(index).toArray();
        int line = 1;
        int column = 1;
        for (int c : before) {
            column = c == '\n' ? 1 : column + 1;
            line = c == '\n' ? line + 1 : line;
        }
        return new Place(file, line, column);
    }
}
