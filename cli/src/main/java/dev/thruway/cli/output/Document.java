package dev.thruway.cli.output;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// A tree of fields in their order, as machines read it.
///
/// Values are text, numbers, booleans, `null` for none, other documents, and lists and maps of
/// these. A time is text: UTC, ISO 8601. An `Optional` is its value or `null`; an enum's constant
/// is its `toString`.
public final class Document {

    /// The version of the shapes that scripts rely on; each document that is printed starts with
    /// it.
    public static final String SCHEMA = "thruway/v1";

    private final Map<String, @Nullable Object> fields = new LinkedHashMap<>();

    private Document() {}

    /// A whole document, to be printed.
    public static Document withSchema() {
        return new Document().with("schema", SCHEMA);
    }

    /// A part of another document.
    public static Document part() {
        return new Document();
    }

    /// Adds a field. A name that is there already is a programmer error.
    public Document with(String name, @Nullable Object value) {
        if (fields.containsKey(name)) {
            throw new IllegalArgumentException("field twice: " + name);
        }
        fields.put(name, plain(value));
        return this;
    }

    public Map<String, @Nullable Object> fields() {
        return Collections.unmodifiableMap(fields);
    }

    private static @Nullable Object plain(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Document document -> document.fields();
            case Optional<?> optional -> plain(optional.orElse(null));
            case OptionalInt number -> number.isPresent() ? number.getAsInt() : null;
            case OptionalLong number -> number.isPresent() ? number.getAsLong() : null;
            case Collection<?> all -> all.stream().map(Document::plainElement).toList();
            case Map<?, ?> map -> plainMap(map);
            case String text -> text;
            case Boolean truth -> truth;
            case Number number -> number;
            default -> value.toString();
        };
    }

    private static Object plainElement(Object element) {
        var plain = plain(element);
        if (plain == null) {
            throw new IllegalArgumentException("nothing in a list");
        }
        return plain;
    }

    private static Map<String, @Nullable Object> plainMap(Map<?, ?> map) {
        var plain = new LinkedHashMap<String, @Nullable Object>();
        map.forEach((key, value) -> plain.put(String.valueOf(key), plain(value)));
        return Collections.unmodifiableMap(plain);
    }
}
