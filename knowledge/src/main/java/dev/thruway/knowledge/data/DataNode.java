package dev.thruway.knowledge.data;

import dev.thruway.domain.text.Nearest;
import dev.thruway.domain.text.Phrase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// A mapping in a data file. Everything throws [BadData] where the file is not as it is asked for,
/// with the place of the mistake.
public final class DataNode {

    private final String file;
    private final Node node;
    private final Map<String, Field> fields = new LinkedHashMap<>();

    private record Field(Node key, Node value) {}

    private DataNode(String file, Node node) {
        this.file = file;
        this.node = node;
        if (!(node instanceof MappingNode mapping)) {
            throw bad(node, Phrase.of("data.not-a-mapping"));
        }
        for (var tuple : mapping.getValue()) {
            var name = scalar(tuple.getKeyNode());
            var field = new Field(tuple.getKeyNode(), tuple.getValueNode());
            if (fields.put(name, field) != null) {
                throw bad(tuple.getKeyNode(), Phrase.of("data.field-twice", "field", name));
            }
        }
    }

    /// The whole file, a resource beside `home`.
    public static DataNode ofResource(Class<?> home, String name) {
        return ofText(name, textOf(home, name));
    }

    /// The text of a resource beside `home`.
    public static String textOf(Class<?> home, String name) {
        try (var bytes = home.getResourceAsStream(name)) {
            if (bytes == null) {
                throw new IllegalStateException("no " + name);
            }
            return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + name, e);
        }
    }

    /// A text that comes with Thruway.
    ///
    /// @param file as messages name it
    public static DataNode ofText(String file, String yaml) {
        return new DataNode(file, DataText.root(file, yaml));
    }

    /// A text that a user wrote: read within limits.
    ///
    /// @param file as messages name it
    public static DataNode ofForeignText(String file, String yaml) {
        return new DataNode(file, DataText.foreignRoot(file, yaml));
    }

    /// Refuses a field that nobody reads, as a misspelt one would be.
    public DataNode allow(Set<String> names) {
        fields.forEach((name, field) -> {
            if (!names.contains(name)) {
                var near = Nearest.to(name, names);
                throw bad(
                        field.key(),
                        near.isPresent()
                                ? Phrase.of(
                                        "data.unknown-field-near",
                                        "field",
                                        name,
                                        "near",
                                        near.get())
                                : Phrase.of("data.unknown-field", "field", name));
            }
        });
        return this;
    }

    public boolean has(String name) {
        return fields.containsKey(name);
    }

    public String text(String name) {
        return scalar(value(name));
    }

    public Optional<String> optionalText(String name) {
        return Optional.ofNullable(fields.get(name)).map(f -> scalar(f.value()));
    }

    public int number(String name) {
        var text = text(name);
        if (!text.matches("\\d{1,9}")) {
            throw bad(name, Phrase.of("data.not-a-number", "text", text));
        }
        return Integer.parseInt(text);
    }

    public List<String> texts(String name) {
        return list(name).stream().map(this::scalar).toList();
    }

    public DataNode node(String name) {
        return new DataNode(file, value(name));
    }

    public Optional<DataNode> optionalNode(String name) {
        return Optional.ofNullable(fields.get(name)).map(f -> new DataNode(file, f.value()));
    }

    public List<DataNode> nodes(String name) {
        return list(name).stream().map(n -> new DataNode(file, n)).toList();
    }

    /// The fact in a field `{is: …, from: …, sure: …}`, its source looked up by its short name.
    public <T> Fact<T> fact(String name, Map<String, String> sources, Function<DataNode, T> is) {
        var fact = node(name).allow(Set.of("is", "from", "sure"));
        return new Fact<>(
                is.apply(fact), fact.source(sources), fact.constant("sure", Certainty.class));
    }

    /// As [#fact], of a field that may be absent.
    public <T> Optional<Fact<T>> optionalFact(
            String name, Map<String, String> sources, Function<DataNode, T> is) {
        return has(name) ? Optional.of(fact(name, sources, is)) : Optional.empty();
    }

    /// The source in the field `from`, looked up by its short name.
    public String source(Map<String, String> sources) {
        var from = text("from");
        var source = sources.get(from);
        if (source == null) {
            throw bad("from", Phrase.of("data.no-source", "source", from));
        }
        return source;
    }

    /// The table of sources: short name to what a reader can look up.
    public Map<String, String> sources() {
        var sources = node("sources");
        var table = sources.table();
        table.forEach((name, source) -> {
            if (source.isBlank()) {
                throw sources.bad(name, Phrase.of("data.blank-source", "source", name));
            }
        });
        return table;
    }

    /// This mapping as a table of text.
    public Map<String, String> table() {
        var table = new TreeMap<String, String>();
        fields.keySet().forEach(name -> table.put(name, text(name)));
        return table;
    }

    /// One of the constants of an enum, as the data writes them: lower case, `-` for `_`.
    public <E extends Enum<E>> E constant(String name, Class<E> type) {
        return constant(value(name), type);
    }

    /// As [#constant(String, Class)], of a field that may be absent.
    public <E extends Enum<E>> Optional<E> optionalConstant(String name, Class<E> type) {
        return has(name) ? Optional.of(constant(name, type)) : Optional.empty();
    }

    /// A list of constants of an enum.
    public <E extends Enum<E>> List<E> constants(String name, Class<E> type) {
        return list(name).stream().map(n -> constant(n, type)).toList();
    }

    private <E extends Enum<E>> E constant(Node written, Class<E> type) {
        var text = scalar(written);
        return Arrays.stream(type.getEnumConstants())
                .filter(e -> word(e).equals(text))
                .findFirst()
                .orElseThrow(() ->
                        bad(
                                written,
                                Phrase.of(
                                        "data.not-one-of",
                                        "text",
                                        text,
                                        "known",
                                        Arrays.stream(type.getEnumConstants())
                                                .map(DataNode::word)
                                                .collect(Collectors.joining(", ")))));
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// A mistake in the value of a field.
    public BadData bad(String name, Phrase phrase) {
        return bad(value(name), phrase);
    }

    /// A mistake in one item of a field's list.
    public BadData bad(String name, int item, Phrase phrase) {
        return bad(list(name).get(item), phrase);
    }

    private BadData bad(Node where, Phrase phrase) {
        return new BadData(Place.at(file, where.getStartMark()), phrase);
    }

    private Node value(String name) {
        var field = fields.get(name);
        if (field == null) {
            throw bad(node, Phrase.of("data.missing-field", "field", name));
        }
        return field.value();
    }

    private List<Node> list(String name) {
        if (value(name) instanceof SequenceNode sequence) {
            return sequence.getValue();
        }
        throw bad(name, Phrase.of("data.not-a-list", "field", name));
    }

    private String scalar(Node value) {
        if (value instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        throw bad(value, Phrase.of("data.not-a-text"));
    }
}
