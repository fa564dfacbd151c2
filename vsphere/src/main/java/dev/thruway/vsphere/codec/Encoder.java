package dev.thruway.vsphere.codec;

import dev.thruway.vsphere.vim.ManagedObjectReference;
import java.time.Instant;
import java.util.List;

/// Writes values as elements, in the order of their components.
final class Encoder {

    private final StringBuilder out;
    private final ApiVersion version;

    Encoder(StringBuilder out, ApiVersion version) {
        this.out = out;
        this.version = version;
    }

    /// One element. The type is said where the element may hold several: under a sealed type, and
    /// for values of any type.
    void element(String name, Class<?> declared, Object value) {
        switch (value) {
            case ManagedObjectReference ref -> reference(name, declared, ref);
            case Record record -> {
                boolean says = declared.isSealed() || declared == Object.class;
                open(name, says ? " xsi:type=\"" + VimTypes.wireName(record) + "\"" : "");
                fields(record);
                close(name);
            }
            default -> {
                open(name, declared == Object.class ? " xsi:type=\"" + xsd(value) + "\"" : "");
                text(simple(value));
                close(name);
            }
        }
    }

    private void reference(String name, Class<?> declared, ManagedObjectReference ref) {
        out.append('<').append(name);
        if (declared == Object.class) {
            out.append(" xsi:type=\"ManagedObjectReference\"");
        }
        out.append(" type=\"");
        text(ref.type());
        out.append("\">");
        text(ref.value());
        close(name);
    }

    private void fields(Record record) {
        var type = record.getClass();
        var shape = Shape.of(type);
        for (var field : shape.fields()) {
            if (field.name().equals(Shape.TYPE_NAME)) {
                throw new IllegalArgumentException("cannot be written: " + type.getSimpleName());
            }
            var value = shape.value(field, record);
            if (value == null || !Since.known(type.getSimpleName(), field.name(), version)) {
                continue;
            }
            switch (field.occurs()) {
                case OPTIONAL, ONCE -> element(field.name(), field.type(), value);
                case MANY -> ((List<?>) value).forEach(v -> element(field.name(), field.type(), v));
            }
        }
    }

    private void open(String name, String attributes) {
        out.append('<').append(name).append(attributes).append('>');
    }

    private void close(String name) {
        out.append("</").append(name).append('>');
    }

    private static String simple(Object value) {
        return switch (value) {
            case Enum<?> e -> e.name();
            case Instant i -> i.toString();
            default -> value.toString();
        };
    }

    private static String xsd(Object value) {
        return switch (value) {
            case String _ -> "xsd:string";
            case Boolean _ -> "xsd:boolean";
            case Byte _ -> "xsd:byte";
            case Short _ -> "xsd:short";
            case Integer _ -> "xsd:int";
            case Long _ -> "xsd:long";
            case Double _ -> "xsd:double";
            case Instant _ -> "xsd:dateTime";
            case Enum<?> e -> e.getDeclaringClass().getSimpleName();
            default -> throw new IllegalArgumentException("no xsd type for " + value.getClass());
        };
    }

    /// Half of a surrogate pair would go out as a question mark.
    private static boolean allowed(String value, int i) {
        char c = value.charAt(i);
        if (Character.isHighSurrogate(c)) {
            return i + 1 < value.length() && Character.isLowSurrogate(value.charAt(i + 1));
        }
        if (Character.isLowSurrogate(c)) {
            return i > 0 && Character.isHighSurrogate(value.charAt(i - 1));
        }
        return c >= ' ' && c != '\uFFFE' && c != '\uFFFF';
    }

    /// Text with what XML does not allow as it stands. Characters that XML 1.0 cannot hold at all
    /// are refused: silently dropping them would send something else than was meant.
    void text(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\r' -> out.append("&#13;");
                case '\t', '\n' -> out.append(c);
                default -> {
                    if (!allowed(value, i)) {
                        throw new IllegalArgumentException(
                                "a character that XML cannot hold: U+%04X".formatted((int) c));
                    }
                    out.append(c);
                }
            }
        }
    }
}
