package dev.thruway.redfish;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/// JSON as controllers write it.
final class Json {

    /// Some write control characters into serial numbers, unescaped.
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS).build();

    private Json() {}

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /// The object in these bytes; bytes that are no UTF-8 do not make it unreadable.
    static Optional<ObjectNode> parse(byte[] bytes) {
        try {
            return MAPPER.readTree(new String(bytes, StandardCharsets.UTF_8).strip())
                            instanceof ObjectNode object
                    ? Optional.of(object)
                    : Optional.empty();
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    /// A text as it stands inside quotes.
    static String escaped(String text) {
        var quoted = MAPPER.writeValueAsString(text);
        return quoted.substring(1, quoted.length() - 1);
    }

    /// The value at a path of names; missing where any step is.
    static JsonNode at(JsonNode node, String... names) {
        var at = node;
        for (var name : names) {
            at = at.path(name);
        }
        return at;
    }

    /// A text that says something: neither absent, null, blank nor one of the ways to say "none".
    static Optional<String> text(JsonNode node, String... names) {
        var at = at(node, names);
        if (!at.isValueNode() || at.isNull() || at instanceof MissingNode) {
            return Optional.empty();
        }
        var text = clean(at.asString(""));
        return switch (text) {
            case "", "N/A", "n/a", "NA", "None", "Unknown" -> Optional.empty();
            default -> Optional.of(text);
        };
    }

    private static String clean(String text) {
        return text.replaceAll("\\s*\\p{Cntrl}[\\p{Cntrl}\\s]*", " ").strip();
    }

    /// A whole number in a range; also from a text such as `0x10DE` or `0X10DE`.
    static Optional<Integer> integer(JsonNode node, String name, int max) {
        var at = node.path(name);
        if (at.isIntegralNumber()) {
            long value = at.asLong(-1);
            return value >= 0 && value <= max ? Optional.of((int) value) : Optional.empty();
        }
        return at.isString() ? hex(at.stringValue(), max) : Optional.empty();
    }

    private static Optional<Integer> hex(String text, int max) {
        var digits = text.strip().replaceFirst("^0[xX]", "");
        if (!digits.matches("[0-9a-fA-F]{1,8}")) {
            return Optional.empty();
        }
        long value = Long.parseLong(digits, 16);
        return value <= max ? Optional.of((int) value) : Optional.empty();
    }

    /// The target of a link, or of the first one in an array: iLO 5 has objects where iLO 6 has
    /// arrays.
    static Optional<String> link(JsonNode node, String... names) {
        var at = at(node, names);
        return text(at.isArray() ? at.path(0) : at, "@odata.id");
    }
}
