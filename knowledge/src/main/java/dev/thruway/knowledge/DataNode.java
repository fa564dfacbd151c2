package dev.thruway.knowledge;

import java.io.IOException;
import java.io.UncheckedIOException;
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
record DataNode(String place, Map<?, ?> fields) {

    /// The whole file, a resource of this package.
    static DataNode ofResource(String name) {
        try (var bytes = DataNode.class.getResourceAsStream(name)) {
            if (bytes == null) {
                throw new IllegalStateException("no " + name);
            }
            var settings = LoadSettings.builder().setLabel(name).build();
            return ofValue(name, new Load(settings).loadFromInputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + name, e);
        }
    }

    static DataNode ofText(String place, String yaml) {
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
    DataNode allow(Set<String> names) {
        for (var name : fields.keySet()) {
            if (!(name instanceof String text) || !names.contains(text)) {
                throw new IllegalStateException(place + ": no field is named " + name);
            }
        }
        return this;
    }

    String text(String name) {
        return optionalText(name).orElseThrow(missing(name));
    }

    Optional<String> optionalText(String name) {
        return Optional.ofNullable(fields.get(name)).map(Object::toString);
    }

    List<String> texts(String name) {
        return list(name).stream().map(Object::toString).toList();
    }

    DataNode node(String name) {
        return optionalNode(name).orElseThrow(missing(name));
    }

    Optional<DataNode> optionalNode(String name) {
        return Optional.ofNullable(fields.get(name)).map(v -> ofValue(place + "." + name, v));
    }

    /// The mappings in a list, each with a place that says its name or number.
    List<DataNode> nodes(String name) {
        var list = list(name);
        return IntStream.range(0, list.size())
                .mapToObj(i -> ofValue(place + "." + name + "[" + i + "]", list.get(i)))
                .toList();
    }

    /// The fact in a field `{is: …, from: …, sure: …}`, its source looked up by its short name.
    <T> Fact<T> fact(String name, Map<String, String> sources, Function<DataNode, T> is) {
        var node = node(name).allow(Set.of("is", "from", "sure"));
        var from = node.text("from");
        var source = sources.get(from);
        if (source == null) {
            throw new IllegalStateException(node.place + ": no source is named " + from);
        }
        return new Fact<>(is.apply(node), source, certainty(node));
    }

    /// The table of sources: short name to what a reader can look up.
    Map<String, String> sources() {
        var table = new TreeMap<String, String>();
        node("sources").fields.forEach((k, v) -> table.put(k.toString(), v.toString()));
        return table;
    }

    private static Certainty certainty(DataNode node) {
        var sure = node.text("sure");
        try {
            return Certainty.valueOf(sure.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(node.place + ": no certainty is named " + sure, e);
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
