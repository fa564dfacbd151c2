package dev.thruway.vsphere.codec;

import dev.thruway.vsphere.vim.ManagedObjectReference;
import dev.thruway.vsphere.vim.MethodFault;
import dev.thruway.vsphere.vim.UnknownData;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Reads elements into values. Each method begins on the start of an element and ends on its end.
final class Decoder {

    private final XmlSource xml;

    Decoder(XmlSource xml) {
        this.xml = xml;
    }

    /// The current element as the declared type; null where that type has no value for it.
    @Nullable Object value(Class<?> declared) {
        if (declared == Object.class) {
            return any();
        }
        if (declared == ManagedObjectReference.class) {
            return reference();
        }
        if (declared.isEnum()) {
            return constant(declared, xml.text().strip());
        }
        if (declared.isSealed()) {
            var name = xml.xsiType();
            return record(
                    VimTypes.member(declared, name == null ? declared.getSimpleName() : name),
                    name == null ? declared.getSimpleName() : name);
        }
        if (declared.isRecord()) {
            var name = xml.xsiType();
            return record(declared, name == null ? declared.getSimpleName() : name);
        }
        return simple(declared, xml.text());
    }

    /// The fault in a `detail`: named by `xsi:type`, else by its element, which ends in "Fault".
    Object fault() {
        var said = xml.xsiType();
        var name = said == null ? xml.name().replaceFirst("Fault$", "") : said;
        return record(VimTypes.member(MethodFault.class, name), name);
    }

    private Object record(Class<?> type, String wireName) {
        var shape = Shape.of(type);
        var values = new @Nullable Object[shape.fields().size()];
        var lists = new ArrayList<@Nullable List<Object>>();
        shape.fields().forEach(_ -> lists.add(null));
        while (xml.child()) {
            var field = shape.field(xml.name());
            if (field == null || field.name().equals(Shape.TYPE_NAME)) {
                xml.skip();
                continue;
            }
            var value = value(field.type());
            switch (field.occurs()) {
                case OPTIONAL, ONCE -> values[field.index()] = value;
                case MANY -> {
                    var list = lists.get(field.index());
                    if (list == null) {
                        list = new ArrayList<>();
                        lists.set(field.index(), list);
                        values[field.index()] = list;
                    }
                    if (value != null) {
                        list.add(value);
                    }
                }
            }
        }
        var typeName = shape.field(Shape.TYPE_NAME);
        if (typeName != null) {
            values[typeName.index()] = wireName;
        }
        return create(shape, wireName, values);
    }

    /// A server that leaves out what its own schema requires is not believed further.
    private Object create(Shape shape, String wireName, @Nullable Object[] values) {
        for (var field : shape.fields()) {
            if (field.occurs() == Shape.Occurs.ONCE && values[field.index()] == null) {
                throw xml.malformed(wireName + " without " + field.name());
            }
        }
        try {
            return shape.create(values);
        } catch (IllegalArgumentException e) {
            throw xml.malformed(wireName + ": " + e.getMessage());
        }
    }

    private @Nullable Object reference() {
        var type = xml.referenceType();
        var value = xml.text().strip();
        if (value.isEmpty()) {
            return null;
        }
        if (type == null || type.isBlank()) {
            throw xml.malformed("a reference without its type: " + value);
        }
        return new ManagedObjectReference(type, value);
    }

    /// A value of any type, as its `xsi:type` says.
    private @Nullable Object any() {
        var name = xml.xsiType();
        if (name == null) {
            return xml.text();
        }
        if (name.startsWith("ArrayOf")) {
            return array(name);
        }
        var known = VimTypes.named(name);
        if (known.isPresent()) {
            return known.get().isSealed() || known.get().isRecord() || known.get().isEnum()
                    ? value(known.get())
                    : null;
        }
        var primitive = primitive(name);
        if (primitive != null) {
            return simple(primitive, xml.text());
        }
        return unknown(name);
    }

    /// An enumeration that is not modelled is its text; a data object that is not is only its name.
    private Object unknown(String name) {
        var text = new StringBuilder();
        boolean structured = false;
        while (xml.childOrText(text)) {
            structured = true;
            xml.skip();
        }
        return structured || text.isEmpty() ? new UnknownData(name) : text.toString().strip();
    }

    private List<Object> array(String name) {
        var item = name.substring("ArrayOf".length());
        var known = VimTypes.named(item);
        var primitive = primitive(uncapitalized(item));
        var list = new ArrayList<Object>();
        while (xml.child()) {
            Object value;
            if (known.isPresent()) {
                value = value(known.get());
            } else if (primitive != null) {
                value = simple(primitive, xml.text());
            } else {
                value = unknown(item);
            }
            if (value != null) {
                list.add(value);
            }
        }
        return list;
    }

    /// `ArrayOfString` holds xsd:string.
    private static String uncapitalized(String name) {
        return name.isEmpty()
                ? name
                : name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
    }

    private static @Nullable Class<?> primitive(String name) {
        return switch (name) {
            case "string", "anyURI", "base64Binary", "token" -> String.class;
            case "boolean" -> Boolean.class;
            case "byte" -> Byte.class;
            case "short" -> Short.class;
            case "int" -> Integer.class;
            case "long", "integer" -> Long.class;
            case "float", "double" -> Double.class;
            case "dateTime" -> Instant.class;
            default -> null;
        };
    }

    private @Nullable Object simple(Class<?> type, String text) {
        if (type == String.class) {
            return text;
        }
        var word = text.strip();
        if (word.isEmpty()) {
            return null;
        }
        try {
            if (type == Boolean.class) {
                return truth(word);
            }
            if (type == Byte.class) {
                return Byte.valueOf(word);
            }
            if (type == Short.class) {
                return Short.valueOf(word);
            }
            if (type == Integer.class) {
                return Integer.valueOf(word);
            }
            if (type == Long.class) {
                return Long.valueOf(word);
            }
            if (type == Double.class) {
                return Double.valueOf(word);
            }
            if (type == Instant.class) {
                return instant(word);
            }
        } catch (NumberFormatException | DateTimeParseException _) {
            throw xml.malformed("not a " + type.getSimpleName() + ": " + word);
        }
        throw new IllegalArgumentException("no such simple type: " + type);
    }

    private Boolean truth(String word) {
        return switch (word) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default -> throw xml.malformed("not a boolean: " + word);
        };
    }

    /// xsd:dateTime, with or without an offset; without one it is taken as UTC.
    private static Instant instant(String word) {
        boolean zoned = word.endsWith("Z") || word.matches(".*[+-]\\d\\d:\\d\\d");
        return zoned
                ? OffsetDateTime.parse(word).toInstant()
                : LocalDateTime.parse(word).toInstant(ZoneOffset.UTC);
    }

    private static @Nullable Object constant(Class<?> type, String word) {
        Object unrecognized = null;
        for (var constant : type.getEnumConstants()) {
            var name = ((Enum<?>) constant).name();
            if (name.equals(word)) {
                return constant;
            }
            if (name.equals("UNRECOGNIZED")) {
                unrecognized = constant;
            }
        }
        return unrecognized;
    }
}
