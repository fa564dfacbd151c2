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
        return value(Kind.of(declared));
    }

    private @Nullable Object value(Kind kind) {
        return switch (kind.what()) {
            case ANY -> any();
            case REFERENCE -> reference();
            case CONSTANT -> kind.constant(xml.text().strip());
            case FAMILY -> {
                var name = named(kind);
                yield record(VimTypes.member(kind.type(), name), name);
            }
            case RECORD -> record(kind.type(), named(kind));
            case SIMPLE -> simple(kind.type(), xml.text());
        };
    }

    private String named(Kind kind) {
        var name = xml.xsiType();
        return name == null ? kind.name() : name;
    }

    /// The fault in a `detail`: named by `xsi:type`, else by its element, which ends in "Fault".
    Object fault() {
        var said = xml.xsiType();
        var element = xml.name();
        int end = element.length() - (element.endsWith("Fault") ? "Fault".length() : 0);
        var name = said == null ? element.substring(0, end) : said;
        return record(VimTypes.member(MethodFault.class, name), name);
    }

    private Object record(Class<?> type, String wireName) {
        var shape = Shape.of(type);
        var values = new @Nullable Object[shape.fields().size()];
        while (xml.child()) {
            var field = shape.field(xml.name());
            if (field == null || field.isTypeName()) {
                xml.skip();
                continue;
            }
            var value = value(field.kind());
            switch (field.occurs()) {
                case OPTIONAL, ONCE -> values[field.index()] = value;
                case MANY -> {
                    if (values[field.index()] == null) {
                        values[field.index()] = new ArrayList<>();
                    }
                    if (value != null && values[field.index()] instanceof List<?> list) {
                        add(list, value);
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

    /// The list was made here, for objects of any type.
    @SuppressWarnings("unchecked")
    private static void add(List<?> list, Object value) {
        ((List<Object>) list).add(value);
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
            var kind = Kind.of(known.get());
            return kind.what() == Kind.What.SIMPLE ? null : value(kind);
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
        return word.endsWith("Z") || endsWithOffset(word)
                ? OffsetDateTime.parse(word).toInstant()
                : LocalDateTime.parse(word).toInstant(ZoneOffset.UTC);
    }

    /// As in `+09:00`.
    private static boolean endsWithOffset(String word) {
        int at = word.length() - "+09:00".length();
        return at > 0
                && (word.charAt(at) == '+' || word.charAt(at) == '-')
                && word.charAt(at + 3) == ':'
                && word.indexOf('T') < at;
    }
}
