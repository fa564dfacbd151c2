package dev.thruway.knowledge.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// A mapping in one of our data files. What is wrong in such a file is a programmer's error, and
/// named by its place.
public record DataNode(String place, Map<?, ?> fields) {

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

    public static DataNode ofText(String place, String yaml) {
        var settings = LoadSettings.builder().setLabel(place).build();
        return ofValue(place, new Load(settings).loadFromString(yaml));
    }

    private static DataNode ofValue(String place, @Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return new DataNode(place, map);
        }
        throw new IllegalStateException(place + ": not a mapping");
    }

    /// Refuses a field that nobody reads, as a misspelt one would be.
    public DataNode allow(Set<String> names) {
        for (var name : fields.keySet()) {
            if (!(name instanceof String text) || !names.contains(text)) {
                throw new IllegalStateException(place + ": no field is named " + name);
            }
        }
        return this;
    }

    public String text(String name) {
        return optionalText(name).orElseThrow(missing(name));
    }

    public Optional<String> optionalText(String name) {
        return Optional.ofNullable(fields.get(name)).map(Object::toString);
    }

    public List<String> texts(String name) {
        return list(name).stream().map(Object::toString).toList();
    }

    public DataNode node(String name) {
        return optionalNode(name).orElseThrow(missing(name));
    }

    public Optional<DataNode> optionalNode(String name) {
        return Optional.ofNullable(fields.get(name)).map(v -> ofValue(place + "." + name, v));
    }

    /// The mappings in a list, each with a place that says its name or number.
    public List<DataNode> nodes(String name) {
        var list = list(name);
        return IntStream.range(0, list.size())
                .mapToObj(i -> ofValue(place + "." + name + "[" + i + "]", list.get(i)))
                .toList();
    }

    /// The fact in a field `{is: …, from: …, sure: …}`, its source looked up by its short name.
    public <T> Fact<T> fact(String name, Map<String, String> sources, Function<DataNode, T> is) {
        var node = node(name).allow(Set.of("is", "from", "sure"));
        return new Fact<>(
                is.apply(node),
                node.source(sources),
                constant(node.place, Certainty.class, node.text("sure")));
    }

    /// The source in the field `from`, looked up by its short name.
    public String source(Map<String, String> sources) {
        var from = text("from");
        var source = sources.get(from);
        if (source == null) {
            throw new IllegalStateException(place + ": no source is named " + from);
        }
        return source;
    }

    /// The table of sources: short name to what a reader can look up.
    public Map<String, String> sources() {
        return node("sources").table();
    }

    /// This mapping as a table of text.
    public Map<String, String> table() {
        var table = new TreeMap<String, String>();
        fields.forEach((k, v) -> table.put(k.toString(), v.toString()));
        return table;
    }

    public boolean has(String name) {
        return fields.containsKey(name);
    }

    /// One of the constants of an enum, as the data writes them: lower case, `-` for `_`.
    public static <E extends Enum<E>> E constant(String place, Class<E> type, String text) {
        try {
            return Enum.valueOf(type, text.toUpperCase(Locale.ROOT).replace('-', '_'));
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(
                    place + ": no " + type.getSimpleName() + " is named " + text, e);
        }
    }

    private List<?> list(String name) {
        if (fields.get(name) instanceof List<?> list) {
            return list;
        }
        throw missing(name).get();
    }

    private Supplier<IllegalStateException> missing(String name) {
        return () -> new IllegalStateException(place + ": no field " + name);
    }
}
