package dev.thruway.lab.esxi.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The data types of the API that this server announces: their fields in wire order, those of the
/// base type first. A type that is not listed keeps the order in which it was built.
public final class Schema {

    private record Type(String base, List<String> ownFields) {}

    private static final Map<String, Type> TYPES = load();

    private Schema() {}

    /// All fields of a type in wire order; empty where the type is not listed.
    public static Optional<List<String>> fields(String type) {
        if (!TYPES.containsKey(type)) {
            return Optional.empty();
        }
        var chain = new ArrayList<List<String>>();
        @Nullable String name = type;
        while (name != null) {
            var found = TYPES.get(name);
            if (found != null) {
                chain.addFirst(found.ownFields());
            }
            name = found == null ? null : found.base();
        }
        return Optional.of(chain.stream().flatMap(List::stream).toList());
    }

    static List<Value.Field> inOrder(String type, List<Value.Field> fields) {
        var order = fields(type);
        if (order.isEmpty()) {
            return fields;
        }
        for (var field : fields) {
            if (!order.get().contains(field.name())) {
                throw new IllegalArgumentException(
                        "%s has no field %s in this API version".formatted(type, field.name()));
            }
        }
        return fields.stream()
                .sorted(Comparator.comparingInt(f -> order.get().indexOf(f.name())))
                .toList();
    }

    private static Map<String, Type> load() {
        var path = "/dev/thruway/lab/esxi/vim-8.0.2.tsv";
        try (var in = Schema.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException("missing from the jar: " + path);
            }
            var types = new HashMap<String, Type>();
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t", 3))
                    .forEach(c ->
                            types.put(
                                    c[0],
                                    new Type(
                                            c[1],
                                            c[2].isBlank()
                                                    ? List.of()
                                                    : List.of(c[2].split(" ")))));
            return Map.copyOf(types);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
